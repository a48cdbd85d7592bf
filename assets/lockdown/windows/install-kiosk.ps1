#requires -Version 5.1
#requires -RunAsAdministrator
<#
.SYNOPSIS
  Makes this Windows 10/11 IoT Enterprise (or Enterprise, Education) a Foyer kiosk.
.DESCRIPTION
  Shell Launcher starts Foyer instead of Explorer for one local standard user; Keyboard Filter and policies (policies.json)
  close the ways out. -WhatIf tells and changes nothing. Undo: uninstall-kiosk.ps1. Look over: audit-kiosk.ps1.
  With -Publisher and -Installer the device also brings in what Foyer has fetched by itself (updates in device.json): a task of
  the system installs what that publisher has signed, and keeps the present installer for the way back.
.EXAMPLE
  .\install-kiosk.ps1 -User kiosk
.EXAMPLE
  .\install-kiosk.ps1 -Publisher 'Stadt Beispiel' -Installer D:\foyer-1.0.0-win-x64-setup.exe
#>
[CmdletBinding(SupportsShouldProcess)]
param(
  [string]$User = 'kiosk',
  [string]$Program = (Join-Path $env:ProgramFiles 'Foyer\Foyer.exe'),
  [string]$Config = (Join-Path $env:ProgramData 'Foyer\device.json'),
  [string]$Publisher = '',
  [string]$Installer = '',
  # As updates.from and updates.until in device.json.
  [string]$UpdateFrom = '02:00',
  [string]$UpdateUntil = '04:00'
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$policies = Get-Content -Raw -Encoding UTF8 (Join-Path $PSScriptRoot 'policies.json') | ConvertFrom-Json

if (-not (Test-Path $Program)) { throw "Foyer is not installed: $Program" }
$data = Join-Path $env:ProgramData 'Foyer\data'

# 1. The features of the edition.
foreach ($feature in $policies.features) {
  if ((Get-WindowsOptionalFeature -Online -FeatureName $feature).State -ne 'Enabled') {
    if ($PSCmdlet.ShouldProcess($feature, 'enable feature')) {
      Enable-WindowsOptionalFeature -Online -FeatureName $feature -All -NoRestart | Out-Null
      Write-Warning "$feature was switched on: restart and run this script again."
    }
  }
}

# 2. A standard user who owns the data folder and nothing else.
if (-not (Get-LocalUser -Name $User -ErrorAction SilentlyContinue)) {
  if ($PSCmdlet.ShouldProcess($User, 'create local user')) {
    $secret = [Convert]::ToBase64String((1..24 | ForEach-Object { [byte](Get-Random -Maximum 256) }))
    New-LocalUser -Name $User -Password (ConvertTo-SecureString $secret -AsPlainText -Force) -PasswordNeverExpires -UserMayNotChangePassword | Out-Null
    Add-LocalGroupMember -SID 'S-1-5-32-545' -Member $User
    Write-Warning 'Set up the automatic sign-in of this user with Autologon from Sysinternals (it keeps the password as an LSA secret).'
  }
}
if ($PSCmdlet.ShouldProcess($data, 'create data folder')) {
  New-Item -ItemType Directory -Force $data | Out-Null
  & icacls $data /inheritance:r /grant '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F' "${User}:(OI)(CI)M" | Out-Null
  if (Test-Path $Config) { & icacls $Config /inheritance:r /grant '*S-1-5-32-544:F' '*S-1-5-18:F' "${User}:R" | Out-Null }
}

# 3. Policies of the machine, and of the user, whose registry is loaded from his profile.
function Set-Value($Key, $Policy) {
  if (-not (Test-Path $Key)) { New-Item -Path $Key -Force | Out-Null }
  New-ItemProperty -Path $Key -Name $Policy.name -PropertyType $Policy.type -Value $Policy.value -Force | Out-Null
}
foreach ($policy in $policies.registry) {
  if ($PSCmdlet.ShouldProcess("$($policy.path)\$($policy.name)", "set to $($policy.value)")) { Set-Value $policy.path $policy }
}
$profileFolder = Join-Path $env:SystemDrive "Users\$User"
$hive = Join-Path $profileFolder 'NTUSER.DAT'
if (Test-Path $hive) {
  if ($PSCmdlet.ShouldProcess($hive, 'set policies of the user')) {
    & reg.exe load 'HKU\FoyerKiosk' $hive | Out-Null
    try {
      foreach ($policy in $policies.kioskUserRegistry) { Set-Value "Registry::HKEY_USERS\FoyerKiosk\$($policy.path)" $policy }
    } finally {
      [gc]::Collect()
      & reg.exe unload 'HKU\FoyerKiosk' | Out-Null
    }
  }
} else {
  Write-Warning "$User has not signed in yet, so there is no profile: sign in once, sign out, run this script again."
}

# 4. Keyboard Filter. The administrators' keyboard is not filtered.
$filter = @{ Namespace = 'root\standardcimv2\embedded' }
foreach ($key in $policies.keyboardFilter.predefined) {
  $found = Get-CimInstance @filter -ClassName WEKF_PredefinedKey -Filter "Id='$key'"
  if ($found -and $PSCmdlet.ShouldProcess($key, 'block key')) { Set-CimInstance -InputObject $found -Property @{ Enabled = $true } }
}
foreach ($key in $policies.keyboardFilter.custom) {
  if ($PSCmdlet.ShouldProcess($key, 'block key')) {
    $class = [wmiclass]"\\.\root\standardcimv2\embedded:WEKF_CustomKey"
    $found = Get-CimInstance @filter -ClassName WEKF_CustomKey -Filter "Id='$key'"
    if (-not $found) { $class.Add($key) | Out-Null }
  }
}

# 5. The shell. Exit codes say what happens when Foyer ends: policies.json, sysexits.h.
$actions = @{ RestartShell = 0; RestartDevice = 1; ShutdownDevice = 2; DoNothing = 3 }
if ($PSCmdlet.ShouldProcess($User, 'start Foyer instead of Explorer')) {
  $launcher = [wmiclass]"\\.\root\standardcimv2\embedded:WESL_UserSetting"
  $sid = (Get-LocalUser -Name $User).SID.Value
  $codes = [int[]]@($policies.exitCodes.PSObject.Properties.Name)
  $does = [int[]]@($policies.exitCodes.PSObject.Properties.Value | ForEach-Object { $actions[$_] })
  $launcher.SetDefaultShell('explorer.exe', $actions.RestartShell) | Out-Null
  $command = '"{0}" --config "{1}" --data "{2}"' -f $Program, $Config, $data
  try { $launcher.RemoveCustomShell($sid) | Out-Null } catch { Write-Verbose 'there was no shell of this user' }
  $launcher.SetCustomShell($sid, $command, $codes, $does, $actions.RestartShell) | Out-Null
  $launcher.SetEnabled($true) | Out-Null
}

# 6. The source of events. Only an administrator can make it; from then on the kiosk user may write under it.
if ($PSCmdlet.ShouldProcess('Application log', 'register the source Foyer')) {
  & (Join-Path $env:SystemRoot 'System32\eventcreate.exe') /L APPLICATION /SO Foyer /T INFORMATION /ID 2 /D 'Foyer is locked down; its warnings and errors follow under this source.' | Out-Null
  if ($LASTEXITCODE -ne 0) { Write-Warning "The source Foyer could not be registered in the Application log (eventcreate: $LASTEXITCODE)." }
}

# 7. Updates by the program itself: off, unless a publisher is named.
if ($Publisher -ne '') {
  if ($Publisher -match '"') { throw 'The name of the publisher holds a quotation mark.' }
  $signature = Get-AuthenticodeSignature -LiteralPath $Installer
  if ($signature.Status -ne 'Valid') { throw "The signature of $Installer is $($signature.Status)." }
  if ($signature.SignerCertificate.GetNameInfo('SimpleName', $false) -ne $Publisher) { throw "$Installer is not signed by $Publisher." }
  $write = Get-CimInstance @filter -ClassName UWF_Filter -ErrorAction SilentlyContinue
  if ($write -and $write.CurrentEnabled) { throw 'The Unified Write Filter would forget updates: switch it off, or leave updates to your software distribution.' }
  $store = Join-Path $env:ProgramData 'Foyer\updates'
  $kept = Join-Path $store 'installers'
  if ($PSCmdlet.ShouldProcess($store, 'keep the installer and register the task Foyer\Update')) {
    New-Item -ItemType Directory -Force $kept | Out-Null
    # The kiosk user might have made the folder before us.
    & icacls $store /setowner '*S-1-5-32-544' /T /Q | Out-Null
    & icacls $store /reset /T /Q | Out-Null
    & icacls $store /inheritance:r /grant:r '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F' "${User}:(OI)(CI)R" | Out-Null
    & icacls $kept /inheritance:r /grant:r '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F' | Out-Null
    Copy-Item -LiteralPath $Installer -Destination (Join-Path $kept 'installed.exe') -Force
    # Beside the program it would be gone in the middle of an installation.
    $script = Join-Path $store 'update-kiosk.ps1'
    Copy-Item -LiteralPath (Join-Path $PSScriptRoot 'update-kiosk.ps1') -Destination $script -Force
    $begin = [datetime]$UpdateFrom
    $span = [datetime]$UpdateUntil - $begin
    if ($span -le [timespan]::Zero) { $span += [timespan]::FromDays(1) }
    # Foyer may make way in the last minute of the window: what looks only within it would leave the screen black until the next night.
    $span += New-TimeSpan -Minutes 30
    $nightly = New-ScheduledTaskTrigger -Daily -At $begin
    $nightly.Repetition = (New-ScheduledTaskTrigger -Once -At $begin -RepetitionInterval (New-TimeSpan -Minutes 5) -RepetitionDuration $span).Repetition
    $arguments = '-NoProfile -NonInteractive -ExecutionPolicy Bypass -File "{0}" -Publisher "{1}" -Data "{2}" -Store "{3}" -Program "{4}"' -f $script, $Publisher, $data, $store, $Program
    $task = @{
      TaskPath  = '\Foyer\'
      TaskName  = 'Update'
      Action    = New-ScheduledTaskAction -Execute (Join-Path $env:SystemRoot 'System32\WindowsPowerShell\v1.0\powershell.exe') -Argument $arguments
      Trigger   = $nightly, (New-ScheduledTaskTrigger -AtStartup)
      Principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-18' -LogonType ServiceAccount -RunLevel Highest
      Settings  = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Hours 2)
    }
    Register-ScheduledTask @task -Force | Out-Null
  }
}
Write-Output 'Done. Restart, sign in as the kiosk user, then run audit-kiosk.ps1 as administrator.'
