#requires -Version 5.1
#requires -RunAsAdministrator
<#
.SYNOPSIS
  Looks over a Windows kiosk: one line per point, ok or FAULT. Exit 1 if there is a fault. Changes nothing.
#>
[CmdletBinding()]
param(
  [string]$User = 'kiosk',
  [string]$Program = (Join-Path $env:ProgramFiles 'Foyer\Foyer.exe'),
  [string]$Publisher = ''
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$policies = Get-Content -Raw -Encoding UTF8 (Join-Path $PSScriptRoot 'policies.json') | ConvertFrom-Json
$script:faults = 0
function Write-Point($Name, [bool]$Good) {
  if ($Good) { Write-Output "ok     $Name" } else { Write-Output "FAULT  $Name"; $script:faults++ }
}
function Get-Value($Key, $Name) { (Get-ItemProperty -Path $Key -Name $Name -ErrorAction SilentlyContinue).$Name }

foreach ($feature in $policies.features) {
  Write-Point "feature $feature" ((Get-WindowsOptionalFeature -Online -FeatureName $feature).State -eq 'Enabled')
}
foreach ($policy in $policies.registry) {
  $found = try { Get-Value $policy.path $policy.name } catch { $null }
  Write-Point "$($policy.name): $($policy.why)" ("$found" -eq "$($policy.value)")
}
$sid = (Get-LocalUser -Name $User).SID.Value
$loaded = Test-Path "Registry::HKEY_USERS\$sid"
foreach ($policy in $policies.kioskUserRegistry) {
  $found = if ($loaded) { try { Get-Value "Registry::HKEY_USERS\$sid\$($policy.path)" $policy.name } catch { $null } }
  Write-Point "$($policy.name) of ${User}: $($policy.why)" ($loaded -and "$found" -eq "$($policy.value)")
}
$filter = @{ Namespace = 'root\standardcimv2\embedded' }
$blocked = @(Get-CimInstance @filter -ClassName WEKF_PredefinedKey | Where-Object Enabled | ForEach-Object Id)
$blocked += @(Get-CimInstance @filter -ClassName WEKF_CustomKey | Where-Object Enabled | ForEach-Object Id)
foreach ($key in @($policies.keyboardFilter.predefined) + @($policies.keyboardFilter.custom)) {
  Write-Point "key $key is blocked" ($blocked -contains $key)
}
$shell = Get-CimInstance @filter -ClassName WESL_UserSetting -Filter "Sid='$sid'"
Write-Point 'Foyer is the shell of the kiosk user' ([bool]$shell -and $shell.Shell -like "*$Program*")
$administrators = @(Get-LocalGroupMember -SID 'S-1-5-32-544' | ForEach-Object { $_.SID.Value })
Write-Point 'the kiosk user is no administrator' ($administrators -notcontains $sid)
$signature = Get-AuthenticodeSignature $Program
Write-Point 'Foyer.exe is signed and unchanged' ($signature.Status -eq 'Valid')
if ($Publisher -ne '') { Write-Point "signed by $Publisher" ([bool]$signature.SignerCertificate -and $signature.SignerCertificate.Subject -like "*CN=$Publisher*") }
Write-Point 'the Application log knows the source Foyer' (Test-Path 'HKLM:\SYSTEM\CurrentControlSet\Services\EventLog\Application\Foyer')
$task = Get-ScheduledTask -TaskPath '\Foyer\' -TaskName 'Update' -ErrorAction SilentlyContinue
if ($task) {
  # S-1-5-18: the system; S-1-5-32-544: the administrators.
  $writers = @((Get-Acl (Join-Path $env:ProgramData 'Foyer\updates')).Access | Where-Object { "$($_.FileSystemRights)" -match 'Write|Modify|FullControl' } |
      ForEach-Object { $_.IdentityReference.Translate([Security.Principal.SecurityIdentifier]).Value })
  Write-Point 'nobody but the system and administrators writes where updates are kept' (@($writers | Where-Object { $_ -notin 'S-1-5-18', 'S-1-5-32-544' }).Count -eq 0)
  Write-Point 'a publisher is asked for before an update is installed' ("$($task.Actions.Arguments)" -match '-Publisher "[^"]+"')
}
Write-Point 'the disk is encrypted' ((Get-BitLockerVolume -MountPoint $env:SystemDrive).ProtectionStatus -eq 'On')
Write-Point 'Secure Boot is on' (Confirm-SecureBootUEFI)
if ($script:faults -gt 0) { exit 1 }
