<#
.SYNOPSIS
    Brings the output of the examples in README.md and docs/en-US up to date with the module that `dotnet build` left in the repository root.
#>
[CmdletBinding()]
param()

$repository = Split-Path (Split-Path $PSScriptRoot)
Import-Module (Join-Path $PSScriptRoot 'DocumentedExample.psm1')

$directory = Join-Path ([IO.Path]::GetTempPath()) "impops-$([guid]::NewGuid())"
Copy-Item -LiteralPath (Join-Path $repository 'examples/data') -Destination $directory -Recurse
try {
    $pages = @(Join-Path $repository 'README.md') + (Get-ChildItem (Join-Path $repository 'docs/en-US/*.md')).FullName
    foreach ($page in $pages) {
        Update-DocumentedExample -Path $page -Module (Join-Path $repository 'ImpOps.psd1') -Directory $directory
    }
}
finally {
    Remove-Item -LiteralPath $directory -Recurse
}
