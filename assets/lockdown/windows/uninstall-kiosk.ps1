#requires -Version 5.1
#requires -RunAsAdministrator
<#
.SYNOPSIS
  Gives the kiosk user Explorer again, opens the keyboard, and takes the source of events and the task for updates back. Policies in the registry stay: take them back by Group Policy.
#>
[CmdletBinding(SupportsShouldProcess)]
param([string]$User = 'kiosk')
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$policies = Get-Content -Raw -Encoding UTF8 (Join-Path $PSScriptRoot 'policies.json') | ConvertFrom-Json
if ($PSCmdlet.ShouldProcess($User, 'give Explorer back')) {
  $launcher = [wmiclass]"\\.\root\standardcimv2\embedded:WESL_UserSetting"
  $launcher.RemoveCustomShell((Get-LocalUser -Name $User).SID.Value) | Out-Null
  $filter = @{ Namespace = 'root\standardcimv2\embedded' }
  foreach ($key in $policies.keyboardFilter.predefined) {
    $found = Get-CimInstance @filter -ClassName WEKF_PredefinedKey -Filter "Id='$key'"
    if ($found) { Set-CimInstance -InputObject $found -Property @{ Enabled = $false } }
  }
  Get-CimInstance @filter -ClassName WEKF_CustomKey | Remove-CimInstance
}
$source = 'HKLM:\SYSTEM\CurrentControlSet\Services\EventLog\Application\Foyer'
if ((Test-Path $source) -and $PSCmdlet.ShouldProcess('Application log', 'remove the source Foyer')) { Remove-Item $source -Recurse }
$task = Get-ScheduledTask -TaskPath '\Foyer\' -TaskName 'Update' -ErrorAction SilentlyContinue
if ($task -and $PSCmdlet.ShouldProcess('Foyer\Update', 'remove the task')) { $task | Unregister-ScheduledTask -Confirm:$false }
