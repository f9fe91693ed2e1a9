BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'DocumentedExample.psm1') -Force
    $examples = Get-DocumentedPage -Repository $env:IMPOPS_REPOSITORY | ForEach-Object { Get-DocumentedExample -Path $_ } | ForEach-Object {
        @{ Example = $_; Where = "$(Split-Path $_.Path -Leaf):$($_.First + 1)" }
    }
}

Describe 'The example at <Where>' -ForEach $examples {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'DocumentedExample.psm1') -Force
        $directory = Join-Path $TestDrive ([guid]::NewGuid())
        Copy-Item -LiteralPath (Join-Path $env:IMPOPS_REPOSITORY 'examples/data') -Destination $directory -Recurse
        $actual = @(Invoke-DocumentedExample -Command $Example.Steps.Command -Module $env:IMPOPS_MODULE -Directory $directory)
    }

    It 'gives the output that stands there' {
        if ($PSUICulture -notmatch '^(en|zh-(CN|SG|Hans.*))$|^en-') {
            Set-ItResult -Skipped -Because "there are no pages in $PSUICulture"
            return
        }

        for ($i = 0; $i -lt $Example.Steps.Count; $i++) {
            $actual[$i] | Should -BeExactly (($Example.Steps[$i].Output -join "`n").Trim("`n"))
        }
    }

    It 'fails in any language only where the page shows it' {
        for ($i = 0; $i -lt $Example.Steps.Count; $i++) {
            $expected = $Example.Steps[$i].Output -join "`n"
            $actual[$i] -match '^[A-Z][a-z]+-Imp[A-Za-z]+: ' | Should -Be ($expected.Trim("`n") -match '^[A-Z][a-z]+-Imp[A-Za-z]+: ')
            [bool] $actual[$i] | Should -Be ([bool] $expected.Trim("`n"))
        }
    }
}
