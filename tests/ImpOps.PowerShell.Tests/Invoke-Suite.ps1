<#
.SYNOPSIS
    Runs the Pester suite on the module that IMPOPS_MODULE names, or on the one in the repository root.
.EXAMPLE
    ./tests/ImpOps.PowerShell.Tests/Invoke-Suite.ps1
    Runs everything on the module that `dotnet build` left in the repository root.
#>
[CmdletBinding()]
param(
    # The test files to run.
    [string[]] $Path = (Join-Path $PSScriptRoot '*.Tests.ps1'),

    # Where to write the results as JSON.
    [string] $ResultPath,

    [ValidateSet('None', 'Normal', 'Detailed', 'Diagnostic')]
    [string] $Output = 'Normal'
)

if ($ResultPath -and (Test-Path -LiteralPath $ResultPath)) {
    Remove-Item -LiteralPath $ResultPath
}

if (-not $env:IMPOPS_REPOSITORY) { $env:IMPOPS_REPOSITORY = Split-Path (Split-Path $PSScriptRoot) }
if (-not $env:IMPOPS_MODULE) { $env:IMPOPS_MODULE = Join-Path $env:IMPOPS_REPOSITORY 'ImpOps.psd1' }
if (-not $env:IMPOPS_BUILD) { $env:IMPOPS_BUILD = 'net8.0' }

Import-Module Pester -MinimumVersion 5.0 -MaximumVersion 5.99
Import-Module $env:IMPOPS_MODULE

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = $Output
$result = Invoke-Pester -Configuration $configuration

if ($ResultPath) {
    $tests = @($result.Tests | ForEach-Object {
            [pscustomobject]@{
                File    = Split-Path $_.ScriptBlock.File -Leaf
                Name    = $_.ExpandedPath
                Result  = [string] $_.Result
                Message = ($_.ErrorRecord | ForEach-Object { $_.Exception.Message }) -join "`n"
            }
        })

    # A file that could not be read has no tests to fail.
    $tests += @($result.FailedContainers | ForEach-Object {
            [pscustomobject]@{
                File    = Split-Path $_.Item -Leaf
                Name    = 'discovery'
                Result  = 'Failed'
                Message = ($_.ErrorRecord | ForEach-Object { $_.Exception.Message }) -join "`n"
            }
        })
    ConvertTo-Json -InputObject $tests -Depth 3 | Set-Content -LiteralPath $ResultPath -Encoding utf8NoBOM
}

exit $result.FailedCount
