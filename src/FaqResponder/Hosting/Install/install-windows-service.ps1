# FaqResponder as a Windows service. Run in an elevated PowerShell, from the folder with faqresponder.exe and appsettings.json:
#   .\install\install-windows-service.ps1
# To remove it:  Stop-Service FaqResponder; sc.exe delete FaqResponder

$ErrorActionPreference = 'Stop'
$folder = Split-Path -Parent $PSScriptRoot
$program = Join-Path $folder 'faqresponder.exe'
$settings = Join-Path $folder 'appsettings.json'
$data = Join-Path $env:ProgramData 'FaqResponder'

# The ledger's folder, open to administrators and to the service's own account only.
New-Item -ItemType Directory -Force $data | Out-Null
New-Service -Name 'FaqResponder' -DisplayName 'FaqResponder' -StartupType Automatic `
    -Description 'Answers questions that the blog has answered already' `
    -BinaryPathName "`"$program`" run --settings `"$settings`""
sc.exe config FaqResponder obj= 'NT SERVICE\FaqResponder' | Out-Null
icacls $data /inheritance:r /grant 'NT SERVICE\FaqResponder:(OI)(CI)M' 'BUILTIN\Administrators:(OI)(CI)F' 'NT AUTHORITY\SYSTEM:(OI)(CI)F' | Out-Null
icacls $folder /grant 'NT SERVICE\FaqResponder:(OI)(CI)RX' | Out-Null

# Restart after a failure: at once, then after a minute.
sc.exe failure FaqResponder reset= 86400 actions= restart/10000/restart/60000/restart/60000 | Out-Null
# A non-zero exit code counts as a failure.
sc.exe failureflag FaqResponder 1 | Out-Null

Write-Host "Put the mailbox password into a file such as $data\imap-password.txt, name it in Mailbox:Imap:PasswordFile, then:"
Write-Host "  & '$program' check --settings '$settings'"
Write-Host '  Start-Service FaqResponder'
