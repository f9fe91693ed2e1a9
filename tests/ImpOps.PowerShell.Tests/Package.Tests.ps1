BeforeAll {
    $new = "$((Get-Module ImpOps).Version)"
    $old = '0.0.9'
    $modules = Join-Path $TestDrive 'modules'

    # Lays a version down as Install-Module and Install-PSResource do: in a folder of its own.
    function Install-Version([string] $Version) {
        $target = New-Item -ItemType Directory (Join-Path $modules "ImpOps/$Version")
        foreach ($part in 'ImpOps.psd1', 'bin', 'en-US', 'formats') { Copy-Item (Join-Path (Split-Path $env:IMPOPS_MODULE) $part) $target -Recurse }
        $manifest = Join-Path $target 'ImpOps.psd1'
        (Get-Content $manifest -Raw).Replace("ModuleVersion          = '$new'", "ModuleVersion          = '$Version'") | Set-Content $manifest
    }

    function Invoke-InNewProcess([string] $Script) {
        pwsh -NoProfile -NonInteractive -Command "`$env:PSModulePath = '$modules'; $Script"
    }
}

Describe 'An upgrade' {
    BeforeAll {
        Install-Version $old
        Install-Version $new
    }

    It 'is laid down beside the version before, and is taken' {
        Invoke-InNewProcess '(Get-Module ImpOps -ListAvailable).Version.ForEach({ "$_" })' | Should -Be $new, $old
        Invoke-InNewProcess 'Import-Module ImpOps; "$((Get-Module ImpOps).Version)"; (Get-ImpLoginProfile).Count' | Should -Be $new, '12'
        Invoke-InNewProcess '$null = Get-ImpLoginProfile; "$((Get-Module ImpOps).Version)"' | Should -Be $new
    }

    It 'can be taken back by naming the version before' {
        Invoke-InNewProcess "Import-Module ImpOps -RequiredVersion $old; `"`$((Get-Module ImpOps).Version)`"; (Get-ImpLoginProfile).Count" | Should -Be $old, '12'
    }

    It 'lets the version before be removed' {
        Remove-Item (Join-Path $modules "ImpOps/$old") -Recurse
        Invoke-InNewProcess 'Import-Module ImpOps; "$((Get-Module ImpOps).Version)"; (Get-ImpLoginProfile).Count' | Should -Be $new, '12'
    }
}

Describe 'A folder with the package' {
    It 'is a repository for Install-PSResource' {
        $package = Join-Path $env:IMPOPS_REPOSITORY "artifacts/package/ImpOps.$new.nupkg"
        if (-not (Get-Command Register-PSResourceRepository -ErrorAction Ignore) -or -not (Test-Path $package)) {
            Set-ItResult -Skipped -Because 'there is no Microsoft.PowerShell.PSResourceGet here, or no package'
            return
        }

        $name = "impops-$([guid]::NewGuid())"
        Register-PSResourceRepository -Name $name -Uri (Split-Path $package) -Trusted
        try { Save-PSResource ImpOps -Repository $name -Path $TestDrive/saved -SkipDependencyCheck }
        finally { Unregister-PSResourceRepository -Name $name }
        "$TestDrive/saved/ImpOps/$new/ImpOps.psd1" | Should -Exist
    }
}
