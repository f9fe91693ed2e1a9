BeforeDiscovery {
    # A real server where one is installed; what a server may do wrong is tested below PowerShell.
    $noProsody = -not (Get-Command prosodyctl -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    $data = Join-Path $env:IMPOPS_REPOSITORY 'examples/data/xmpp'
    $prosody = Join-Path $data 'prosody.xml'
    $serverOnly = Join-Path $data 'server-only.xml'
    $missing = 'XEP-0013', 'XEP-0016', 'XEP-0273'
    $answer = "<iq type='result' from='{0}'><query xmlns='http://jabber.org/protocol/disco#info'><identity category='server' type='im'/><feature var='jabber:iq:last'/></query></iq>"
}

Describe 'Test-ImpXmppStandard on files and text' {
    It 'gives a finding for each standard' {
        $findings = Test-ImpXmppStandard $prosody
        $findings.Count | Should -Be 29
        $findings[0].GetType().FullName | Should -Be 'ImpOps.Xmpp.XmppStandardFinding'
        ($findings | Where-Object Missing).Id | Should -Be $missing
        ($findings | Where-Object State -eq NotChecked) | Should -BeNullOrEmpty
        ($findings | Where-Object Supported).Count | Should -Be 29
        $findings.Server | Select-Object -Unique | Should -Be 'imp.example.com'
        $muc = $findings | Where-Object Id -eq XEP-0045
        $muc.Announced, $muc.Observable, $muc.AnnouncedBy | Should -Be $true, $true, 'conference.imp.example.com: http://jabber.org/protocol/muc'
        $bosh = $findings | Where-Object Id -eq XEP-0124
        $bosh.Announced, $bosh.Missing, $bosh.Observable, "$($bosh.State)" | Should -Be $false, $false, $false, 'NotObservable'
    }

    It 'takes the same by path, by literal path, as text, by line, as documents and as files' {
        $expected = Test-ImpXmppStandard $prosody | ConvertTo-Json
        Test-ImpXmppStandard -LiteralPath $prosody | ConvertTo-Json | Should -Be $expected
        Test-ImpXmppStandard (Join-Path $data 'pros*.xml') | ConvertTo-Json | Should -Be $expected
        Get-Content $prosody | Test-ImpXmppStandard | ConvertTo-Json | Should -Be $expected
        Get-Content $prosody -Raw | Test-ImpXmppStandard | ConvertTo-Json | Should -Be $expected
        Test-ImpXmppStandard -Xml (Get-Content $prosody -Raw) | ConvertTo-Json | Should -Be $expected
        [xml] (Get-Content $prosody -Raw) | Test-ImpXmppStandard | ConvertTo-Json | Should -Be $expected
        [System.Xml.Linq.XDocument]::Load($prosody) | Test-ImpXmppStandard | ConvertTo-Json | Should -Be $expected
        Get-Item $prosody | Test-ImpXmppStandard | ConvertTo-Json | Should -Be $expected
    }

    It 'puts documents together, each with a declaration of its own' {
        $declared = "<?xml version='1.0' encoding='utf-8'?>" + ($answer -f 'example.com')
        $findings = $declared, ($declared -replace 'jabber:iq:last', 'urn:xmpp:sift:2') | Test-ImpXmppStandard
        ($findings | Where-Object Id -in XEP-0012, XEP-0273).State | Should -Be 'Announced', 'Announced'
    }

    It 'does not call missing what was not asked' {
        $findings = Test-ImpXmppStandard $serverOnly
        ($findings | Where-Object Id -eq XEP-0045).State | Should -Be NotChecked
        ($findings | Where-Object Missing).Id | Should -Be $missing
        $findings[0].Server | Should -BeNullOrEmpty
    }

    It 'says with -Quiet whether all is there for certain' {
        Test-ImpXmppStandard $prosody -Quiet | Should -BeFalse
        Test-ImpXmppStandard $serverOnly -Quiet | Should -BeFalse
        $all = (Get-Content $prosody -Raw) -replace "<feature var='msgoffline'/>", "<feature var='jabber:iq:privacy'/><feature var='http://jabber.org/protocol/offline'/><feature var='urn:xmpp:sift:2'/>"
        Test-ImpXmppStandard -Xml $all -Quiet | Should -BeTrue
        Test-ImpXmppStandard -Xml "$all<iq>" -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
        Test-ImpXmppStandard -Xml '' -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
        Test-ImpXmppStandard "$TestDrive/none.xml" -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
        , 5 | Test-ImpXmppStandard -Quiet -ErrorAction SilentlyContinue | Should -BeFalse

        Set-Content "$TestDrive/all.xml" $all
        Test-ImpXmppStandard "$TestDrive/all.xml" -Quiet | Should -BeTrue
        Test-ImpXmppStandard "$TestDrive/all.xml", "$TestDrive/none.xml" -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
        @(Get-Item "$TestDrive/all.xml") * 2 | Test-ImpXmppStandard -Quiet | Should -BeTrue
    }

    It 'names both servers where the answers are of two' {
        $null = Test-ImpXmppStandard -Xml (($answer -f 'one.example') + ($answer -f 'two.example')) -WarningVariable warning -WarningAction SilentlyContinue
        $warning[0] | Should -BeLike '*one.example, two.example*'
    }

    It 'counts what stands before a fault, and says what is wrong' -ForEach @(
        @{ Text = '<iq></query>'; Id = 'XmppXmlMalformed' }
        @{ Text = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"; Id = 'XmppXmlMalformed' }
        @{ Text = '<a>' * 1000; Id = 'XmppXmlHostile' }
    ) {
        $findings = Test-ImpXmppStandard -Xml "$($answer -f 'example.com')`n$Text" -ErrorVariable problem -ErrorAction SilentlyContinue
        ($findings | Where-Object Id -eq XEP-0012).Announced | Should -BeTrue
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -Be "$Id,ImpOps.PowerShell.Commands.TestImpXmppStandardCommand"
        $problem[0].CategoryInfo.Category | Should -Be InvalidData
        "$($problem[0])" | Should -Match '\b2\b'
    }

    It 'says what is no answer, no file and no XML' {
        'server.xml' | Test-ImpXmppStandard -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'XmppNoAnswer,*'
        "$($problem[0])" | Should -BeLike '*-Path*'
        , 5 | Test-ImpXmppStandard -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NotXml,*'
        Test-ImpXmppStandard "$TestDrive/none.xml" -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'PathMatchesNothing,*'
        Test-ImpXmppStandard -LiteralPath "$TestDrive/none.xml" -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
    }

    It 'speaks the language that is asked for' {
        (Test-ImpXmppStandard $prosody -Language zh | Where-Object Id -eq XEP-0273).Message | Should -BeLike '产品声称支持*'
        (Test-ImpXmppStandard $prosody -Language en | Where-Object Id -eq XEP-0273).Message | Should -BeLike 'The product claims it*'
    }

    It 'shows as a table under the name of the server' {
        $text = Test-ImpXmppStandard $prosody -Language en | Out-String -Width 99
        $text | Should -Match '(?m)^ +Server: imp\.example\.com\s*$'
        $text | Should -Match '(?m)^XEP-0092 Software Version +Announced +Announced by imp\.example\.com:'
        ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 99
    }
}

Describe 'Test-ImpXmppStandard on a server' {
    It 'says that nobody is there, once' {
        $credential = [pscredential]::new('alice@imp.example.com', (ConvertTo-SecureString 'Xy7-Kennwort-mima' -AsPlainText -Force))
        Test-ImpXmppStandard -Server 127.0.0.1 -Port 1 -Credential $credential -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ServerUnreachable,*'
        $problem[0].CategoryInfo.Category | Should -Be ConnectionError
        Test-ImpXmppStandard -Server 'https://x' -Credential $credential -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ServerNameInvalid,*'
        { Test-ImpXmppStandard -Server x -Path y -Credential $credential } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }
}

Describe 'Test-ImpXmppStandard on a real server' -Skip:$noProsody {
    BeforeAll {
        function Get-FreePort {
            $listener = [Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $listener.Start()
            $listener.LocalEndpoint.Port
            $listener.Stop()
        }

        $directory = (New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) "impops-prosody-$([guid]::NewGuid())")).FullName
        $key = [Security.Cryptography.RSA]::Create(2048)
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=imp.example.com', $key, 'SHA256', [Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $certificate = $request.CreateSelfSigned([datetimeoffset]::Now.AddDays(-1), [datetimeoffset]::Now.AddDays(2))
        Set-Content "$directory/certificate.pem" $certificate.ExportCertificatePem()
        Set-Content "$directory/key.pem" $key.ExportPkcs8PrivateKeyPem()
        $port = Get-FreePort
        $configuration = "$directory/prosody.cfg.lua"
        Set-Content $configuration @"
run_as_root = true
prosody_user = "$([Environment]::UserName)"
data_path = "$directory"
pidfile = "$directory/prosody.pid"
interfaces = { "127.0.0.1" }
c2s_ports = { $port }
modules_enabled = { "roster", "saslauth", "tls", "disco", "pep", "version", "offline" }
modules_disabled = { "s2s" }
authentication = "internal_hashed"
c2s_require_encryption = true
ssl = { key = "$directory/key.pem", certificate = "$directory/certificate.pem" }
log = { { levels = { min = "warn" }, to = "console" } }
VirtualHost "imp.example.com"
Component "conference.imp.example.com" "muc"
"@
        $password = 'Xy7-Kennwort-mima'
        $null = prosodyctl --config $configuration register alice imp.example.com $password 2>&1
        $process = Start-Process prosody '--config', $configuration, '-F' -PassThru -RedirectStandardOutput "$directory/output" -RedirectStandardError "$directory/errors"
        for ($i = 0; $i -lt 300; $i++) {
            $client = [Net.Sockets.TcpClient]::new()
            try { $client.Connect('127.0.0.1', $port); break } catch { Start-Sleep -Milliseconds 100 } finally { $client.Dispose() }
        }

        $server = @{
            Server     = '127.0.0.1'
            Port       = $port
            Credential = [pscredential]::new('alice@imp.example.com', (ConvertTo-SecureString $password -AsPlainText -Force))
        }
        $pin = @{ CertificateThumbprint = $certificate.GetCertHashString('SHA256') }
        $forms = $password, [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("`0alice`0$password"))

        function Find-Secret([string] $Text) {
            $Text | Should -Not -BeNullOrEmpty
            $unbroken = $Text -replace '\s'
            $forms.Where({ $unbroken.Contains($_) }) | Should -BeNullOrEmpty
        }
    }

    AfterAll {
        if ($process) {
            $process.Kill()
            $process.WaitForExit()
        }

        if ($directory) { Remove-Item $directory -Recurse -Force }
    }

    It 'asks the server, its components and the account' {
        $findings = Test-ImpXmppStandard @server @pin
        $findings.Count | Should -Be 29
        ($findings | Where-Object Id -in XEP-0030, XEP-0045, XEP-0092, XEP-0163).State | Should -Be 'Announced', 'Announced', 'Announced', 'Announced'
        ($findings | Where-Object State -eq NotChecked) | Should -BeNullOrEmpty
        ($findings | Where-Object Id -eq XEP-0273).Missing | Should -BeTrue
        Test-ImpXmppStandard @server @pin -Quiet | Should -BeFalse
    }

    It 'takes a name without a domain where the domain is given' {
        $more = $server.Clone()
        $more.Credential = [pscredential]::new('alice', $server.Credential.Password)
        (Test-ImpXmppStandard @more @pin -Domain imp.example.com)[0].Server | Should -Be 'imp.example.com'
    }

    It 'refuses a certificate that is not trusted, and warns where it is not to be checked' {
        Test-ImpXmppStandard @server -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'CertificateRejected,*'
        $problem[0].CategoryInfo.Category | Should -Be SecurityError
        "$($problem[0])" | Should -BeLike "*$($pin.CertificateThumbprint)*"
        (Test-ImpXmppStandard @server -SkipCertificateCheck -WarningVariable warning -WarningAction SilentlyContinue).Count | Should -Be 29
        $warning.Count | Should -Be 1
    }

    It 'shows the password in no stream, error, object or trace' {
        { Find-Secret "a $password b" } | Should -Throw
        $more = $server.Clone()
        $more.Credential = [pscredential]::new('bob@imp.example.com', $server.Credential.Password)
        $seen = @(
            Test-ImpXmppStandard @server @pin -Verbose -Debug *>&1
            Test-ImpXmppStandard @more @pin -Verbose -Debug *>&1
            Test-ImpXmppStandard @server -Verbose -Debug *>&1
            Test-ImpXmppStandard @server @pin -Domain other.example -Verbose -Debug *>&1
            Trace-Command -Name * -FilePath "$TestDrive/trace.txt" -Expression { Test-ImpXmppStandard @server @pin }
        )
        $problems = $seen.Where({ $_ -is [System.Management.Automation.ErrorRecord] })
        $problems.FullyQualifiedErrorId -replace ',.*' | Should -Be 'CredentialsRejected', 'CertificateRejected', 'XmppDomainUnknown'
        $texts = foreach ($problem in $problems) {
            $problem | Format-List * -Force | Out-String -Width 500
            for ($exception = $problem.Exception; $exception; $exception = $exception.InnerException) { $exception.ToString(); $exception | Format-List * -Force | Out-String -Width 500 }
            Get-Error -InputObject $problem | Out-String -Width 500
        }
        Find-Secret ($seen | Format-List * -Force | Out-String -Width 500)
        Find-Secret ($texts | Out-String -Width 500)
        Find-Secret (Get-Content $TestDrive/trace.txt -Raw)
    }
}
