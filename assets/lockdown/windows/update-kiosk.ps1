#requires -Version 5.1
#requires -RunAsAdministrator
<#
.SYNOPSIS
  Brings in the version that Foyer has fetched, and takes it back where it does not hold. Run by the task "Foyer\Update".
.DESCRIPTION
  The kiosk user may lay files into its data folder, and nothing else; this script runs as the system and believes none of them.
  An installer is copied to where that user cannot reach it, and run only if Windows finds its signature valid, its signer is the
  publisher that was named at installation, it is Foyer, and it is newer than what is installed. The previous installer is kept.
  At each start of the device a version on trial has -TrialMinutes to confirm itself, three times at most.
#>
[CmdletBinding()]
param(
  [Parameter(Mandatory)][string]$Publisher,
  [string]$Data = (Join-Path $env:ProgramData 'Foyer\data'),
  [string]$Store = (Join-Path $env:ProgramData 'Foyer\updates'),
  [string]$Program = (Join-Path $env:ProgramFiles 'Foyer\Foyer.exe'),
  [int]$TrialMinutes = 20
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$versions = Join-Path $Data 'versions'
$kept = Join-Path $Store 'installers'
$installed, $previous, $next = 'installed.exe', 'previous.exe', 'next.exe' | ForEach-Object { Join-Path $kept $_ }
$trial, $starts, $failed, $handled = 'trial', 'starts', 'failed', 'handled' | ForEach-Object { Join-Path $Store $_ }

function Write-Event([string]$Type, [int]$Id, [string]$Text) {
  & (Join-Path $env:SystemRoot 'System32\eventcreate.exe') /L APPLICATION /SO Foyer /T $Type /ID $Id /D $Text.Replace('"', "'") | Out-Null
}
function Get-Line([string]$Path) {
  if (Test-Path -LiteralPath $Path -PathType Leaf) { "$(Get-Content -LiteralPath $Path -TotalCount 1)".Trim() } else { '' }
}
function Set-Line([string]$Path, [string]$Text) { Set-Content -LiteralPath $Path -Value $Text -Encoding Ascii }
# Installers say 1.2.3, programs 1.2.3.0.
function Get-Version([string]$Path) {
  $told = [version](Get-Item -LiteralPath $Path).VersionInfo.ProductVersion
  New-Object version $told.Major, $told.Minor, $told.Build
}
function Get-Fault([string]$Path) {
  $signature = Get-AuthenticodeSignature -LiteralPath $Path
  if ($signature.Status -ne 'Valid') { return "its signature is $($signature.Status)" }
  if ($signature.SignerCertificate.GetNameInfo('SimpleName', $false) -ne $Publisher) { return "it is not signed by $Publisher" }
  if ((Get-Item -LiteralPath $Path).VersionInfo.ProductName -ne 'Foyer') { return 'it is another program' }
  ''
}
function Install-Program([string]$Installer) {
  Get-Process -Name 'Foyer' -ErrorAction SilentlyContinue | Stop-Process -Force
  (Start-Process -FilePath $Installer -ArgumentList '/S', '/allusers' -Wait -PassThru).ExitCode
}
function Undo-Trial([string]$Version, [string]$Why) {
  Add-Content -LiteralPath $failed -Value $Version -Encoding Ascii
  Copy-Item -LiteralPath $previous -Destination $installed -Force
  $code = Install-Program $installed
  if (-not (Test-Path -LiteralPath $Program) -or (Get-Version $Program) -ne (Get-Version $installed)) {
    # The trial goes on: the next start of the device tries again.
    Write-Event 'ERROR' 412 "version $Version failed ($Why), and the installer of the one before ended with $code"
    exit
  }
  Remove-Item -LiteralPath $trial, $starts -ErrorAction SilentlyContinue
  Write-Event 'WARNING' 412 "version $Version was taken back: $Why"
  Restart-Computer -Force
  exit
}

# Foyer looks at its age before it hands anything over.
$now = (Get-Date).ToUniversalTime().ToString('o')
Set-Line (Join-Path $Store 'alive') $now

if (Test-Path -LiteralPath $trial) {
  $token = Get-Line $trial
  $version = $token.Split(' ')[0]
  $count = 1 + [int]"0$(Get-Line $starts)"
  Set-Line $starts $count
  if ($count -gt 3) { Undo-Trial $version 'three starts were not enough' }
  $until = (Get-Date).AddMinutes($TrialMinutes)
  while ((Get-Date) -lt $until) {
    if ((Get-Line (Join-Path $versions 'confirmed')) -eq $token) {
      Remove-Item -LiteralPath $trial, $starts
      Write-Event 'INFORMATION' 411 "version $version has shown itself and stays"
      exit
    }
    Start-Sleep -Seconds 15
  }
  Undo-Trial $version "it did not confirm itself within $TrialMinutes minutes"
}

# A version and when it was offered: each offer is looked at once.
$offer = Get-Line (Join-Path $versions 'offer')
if ($offer -notmatch '^\d{1,5}\.\d{1,5}\.\d{1,5} \d{1,15}$' -or $offer -eq (Get-Line $handled)) { exit }
# Foyer ends when it has offered. One that runs has not ended yet, or has begun anew and may be serving somebody.
if (Get-Process -Name 'Foyer' -ErrorAction SilentlyContinue) { exit }
$wanted = $offer.Split(' ')[0]
Set-Line $handled $offer
try {
  Copy-Item -LiteralPath (Join-Path $versions 'offer.exe') -Destination $next -Force
  $filter = Get-CimInstance -Namespace 'root\standardcimv2\embedded' -ClassName UWF_Filter -ErrorAction SilentlyContinue
  $fault = Get-Fault $next
  if ($fault -eq '' -and (Get-Version $next) -ne [version]$wanted) { $fault = 'it is of another version' }
  if ($fault -eq '' -and [version]$wanted -le (Get-Version $Program)) { $fault = 'it is not newer' }
  if ($fault -eq '' -and -not (Test-Path -LiteralPath $installed)) { $fault = 'no installer of the present version is kept' }
  if ($fault -eq '' -and (Get-Version $installed) -ne (Get-Version $Program)) { $fault = 'the kept installer is not of the present version' }
  if ($fault -eq '' -and $filter -and $filter.CurrentEnabled) { $fault = 'the write filter would forget it' }
  if ($fault -ne '') { throw $fault }
  # Written first: whatever ends half-way is taken back at a start of the device.
  Copy-Item -LiteralPath $installed -Destination $previous -Force
  Set-Line $starts 0
  Set-Line $trial "$wanted $([guid]::NewGuid())"
  Move-Item -LiteralPath $next -Destination $installed -Force
  $code = Install-Program $installed
  if ($code -ne 0 -or (Get-Version $Program) -ne [version]$wanted) { Undo-Trial $wanted "its installer ended with $code" }
  Write-Event 'INFORMATION' 410 "version $wanted is installed and on trial"
} catch {
  Add-Content -LiteralPath $failed -Value $wanted -Encoding Ascii
  Write-Event 'WARNING' 413 "version $wanted was not installed: $($_.Exception.Message)"
} finally {
  # Foyer has made way, and nothing else starts it again.
  Restart-Computer -Force
}
