const HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']

/** Whether a URL's host is this very machine: there is no wire on which somebody could listen or answer. */
export const isLoopback = ({ hostname }: Pick<URL, 'hostname'>): boolean => HOSTS.includes(hostname)
