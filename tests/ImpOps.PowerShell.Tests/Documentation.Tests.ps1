BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'DocumentedExample.psm1') -Force
    $pages = @(Join-Path $env:IMPOPS_REPOSITORY 'README.md') + (Get-ChildItem (Join-Path $env:IMPOPS_REPOSITORY 'docs/en-US/*.md')).FullName
    $examples = $pages | ForEach-Object { Get-DocumentedExample -Path $_ } | ForEach-Object {
        @{ Example = $_; Where = "$(Split-Path $_.Path -Leaf):$($_.Line)" }
    }
}

Describe 'The example at <Where>' -ForEach $examples {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'DocumentedExample.psm1') -Force
        $directory = Join-Path $TestDrive ([guid]::NewGuid())
        Copy-Item -LiteralPath (Join-Path $env:IMPOPS_REPOSITORY 'examples/data') -Destination $directory -Recurse
    }

    It 'gives the output that stands there' {
        if ($PSUICulture -notlike 'en*') {
            Set-ItResult -Skipped -Because 'the pages are in English'
            return
        }

        $actual = Invoke-DocumentedExample -Commands $Example.Commands -Module $env:IMPOPS_MODULE -Directory $directory
        $expected = $Example.Output | ForEach-Object TrimEnd | Where-Object { $_ }
        ($actual -join "`n") | Should -BeExactly ($expected -join "`n")
    }

    It 'fails in any language only where the page shows it' {
        $actual = Invoke-DocumentedExample -Commands $Example.Commands -Module $env:IMPOPS_MODULE -Directory $directory
        $isError = { $_ -match '^[A-Z][a-z]+-[A-Za-z]+: ' }
        @($actual | Where-Object $isError).Count | Should -Be @($Example.Output | Where-Object $isError).Count
        [bool] $actual | Should -Be ([bool] ($Example.Output | Where-Object { $_ }))
    }
}
