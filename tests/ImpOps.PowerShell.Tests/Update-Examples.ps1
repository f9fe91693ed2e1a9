<#
.SYNOPSIS
    Brings the output of the examples in docs/ up to date with the module that `dotnet build` left in the repository root: of the pages in the
    language of the session and, in English, of README.md.
.EXAMPLE
    LANG=zh_CN.UTF-8 pwsh tests/ImpOps.PowerShell.Tests/Update-Examples.ps1
    Brings docs/zh-CN up to date.
.EXAMPLE
    LANG=zh_CN.UTF-8 pwsh tests/ImpOps.PowerShell.Tests/Update-Examples.ps1 docs/zh-CN/Get-ImpRetryLimit.md
    Brings one page up to date.
#>
[CmdletBinding()]
param(
    # The pages; all of the session's language if omitted.
    [Parameter(ValueFromRemainingArguments)] [string[]] $Path
)

$ErrorActionPreference = 'Stop'
$repository = Split-Path (Split-Path $PSScriptRoot)
Import-Module (Join-Path $PSScriptRoot 'DocumentedExample.psm1')

$directory = Join-Path ([IO.Path]::GetTempPath()) "impops-$([guid]::NewGuid())"
Copy-Item -LiteralPath (Join-Path $repository 'examples/data') -Destination $directory -Recurse
try {
    $pages = if ($Path) { (Resolve-Path $Path).Path } else { Get-DocumentedPage -Repository $repository }
    foreach ($page in $pages) {
        Update-DocumentedExample -Path $page -Module (Join-Path $repository 'ImpOps.psd1') -Directory $directory
    }
}
finally {
    Remove-Item -LiteralPath $directory -Recurse
}
