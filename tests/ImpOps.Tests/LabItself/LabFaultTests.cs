using System;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading.Tasks;
using System.Xml;
using ImpOps.Lab;
using ImpOps.Lab.Faults;
using ImpOps.Lab.State;

namespace ImpOps.Tests.LabItself;

public sealed class LabFaultTests : IAsyncLifetime
{
    private const string One = "127.0.0.11";
    private const string Two = "127.0.0.12";
    private const string Router = "Cisco XCP Router";

    private readonly LabClock _clock = new(0);
    private LabCluster _lab = null!;
    private LabClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2, Time = _clock });
        _client = new LabClient(_lab);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _lab.DisposeAsync();
    }

    [Fact]
    public async Task Refused_is_one_node_as_long_as_it_lasts()
    {
        int id = await _lab.Faults.AddAsync(new LabFault { Kind = FaultKind.Refused, Node = One });

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => _client.StatusAsync(One, Router));
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(exception.InnerException).SocketErrorCode);
        Assert.Equal("Started", await _client.StatusAsync(Two, Router));

        Assert.True(await _lab.Faults.RemoveAsync(id));
        Assert.Equal("Started", await _client.StatusAsync(One, Router));
        Assert.False(await _lab.Faults.RemoveAsync(id));
    }

    [Fact]
    public async Task Refused_strikes_connections_that_are_open_already()
    {
        Assert.Equal("Started", await _client.StatusAsync(One, Router));

        _ = await _lab.Faults.AddAsync(new LabFault { Kind = FaultKind.Refused, Node = One });

        _ = await Assert.ThrowsAsync<HttpRequestException>(() => _client.StatusAsync(One, Router));
    }

    [Fact]
    public async Task Reset_does_nothing_and_response_lost_has_done_it()
    {
        _ = await _lab.Faults.AddAsync(new LabFault { Kind = FaultKind.Reset, Node = One, Operation = "soapDoControlServices", Count = 1 });
        _ = await _lab.Faults.AddAsync(new LabFault { Kind = FaultKind.ResponseLost, Node = One, Operation = "soapDoControlServices", Count = 1 });

        Assert.Equal("Started", await _client.StatusAsync(One, Router));
        HttpRequestException reset = await Assert.ThrowsAsync<HttpRequestException>(() => _client.ControlAsync(One, "Restart", "Cisco SIP Proxy"));
        Assert.True(Reset(reset), reset.ToString());
        Assert.Equal(0, _lab.Node(One).Service("Cisco SIP Proxy")!.RestartCommands);
        HttpRequestException lost = await Assert.ThrowsAsync<HttpRequestException>(() => _client.ControlAsync(One, "Restart", "Cisco SIP Proxy"));
        Assert.True(Reset(lost), lost.ToString());
        Assert.Equal(1, _lab.Node(One).Service("Cisco SIP Proxy")!.RestartCommands);
        Assert.Equal([null, FaultKind.Reset, FaultKind.ResponseLost], _lab.Requests.Select(request => request.Fault));
        Assert.Empty(_lab.Faults.Placed());

        static bool Reset(Exception? exception) => exception is SocketException { SocketErrorCode: SocketError.ConnectionReset } or HttpIOException
            || (exception is not null && Reset(exception.InnerException));
    }

    [Fact]
    public async Task Slow_waits_in_the_labs_time()
    {
        _ = await _lab.Faults.AddAsync(new LabFault { Kind = FaultKind.Slow, Node = One, Seconds = 30, Count = 1 });

        Task<string> status = _client.StatusAsync(One, Router);
        while (_lab.Requests.Count == 0 || _lab.Requests[0].Fault is null)
        {
            await Task.Delay(5);
        }

        Assert.False(status.IsCompleted);
        // The delay is set up a moment after the fault is noted.
        while (!status.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(5);
        }

        Assert.Equal("Started", await status);
    }

    [Fact]
    public async Task Xml_is_cut_forbidden_or_endless()
    {
        LabAnswer cut = await StrikeAsync(FaultKind.CutXml);
        _ = Assert.Throws<XmlException>(() => cut.Content);
        Assert.Contains("<!DOCTYPE a [<!ENTITY x SYSTEM", (await StrikeAsync(FaultKind.Dtd)).Text);
        Assert.Contains("<!ENTITY x9 \"&x8;&x8;", (await StrikeAsync(FaultKind.EntityBomb)).Text);
        LabAnswer huge = await StrikeAsync(new LabFault { Kind = FaultKind.HugeXml, Megabytes = 3 });
        Assert.InRange(huge.Text.Length, 3_000_000, 4_000_000);
        Assert.Equal("r", huge.Content.Name.LocalName);
    }

    [Fact]
    public async Task Pages_and_faults_stand_in_for_answers()
    {
        LabAnswer page = await StrikeAsync(FaultKind.LoginPage);
        Assert.Equal(200, page.Status);
        Assert.Contains("j_security_check", page.Text);
        Assert.Equal(401, (await StrikeAsync(FaultKind.Unauthorized)).Status);
        Assert.Equal(403, (await StrikeAsync(FaultKind.Forbidden)).Status);
        Assert.Equal("Out of order.", (await StrikeAsync(new LabFault { Kind = FaultKind.ServerFault, Text = "Out of order." })).FaultText);
        Assert.StartsWith("Exceeded allowed rate for Perfmon information.", (await StrikeAsync(FaultKind.Throttle)).FaultText);
        LabAnswer unavailable = await StrikeAsync(FaultKind.Unavailable);
        Assert.Equal((503, null), (unavailable.Status, unavailable.RetryAfter));
        Assert.Equal(TimeSpan.FromSeconds(7), (await StrikeAsync(new LabFault { Kind = FaultKind.Unavailable, Seconds = 7 })).RetryAfter);
        Assert.Equal(0, _lab.ThrottledRequests);
        Assert.DoesNotContain(_lab.Requests, request => request.CarriedOut);
    }

    [Fact]
    public async Task An_expired_session_is_gone_with_its_cookie_and_its_handles()
    {
        string handle = $"<SessionHandle>{(await _client.PerfmonAsync(One, "perfmonOpenSession")).Value("perfmonOpenSessionReturn")}</SessionHandle>";
        using LabClient stubborn = new(_lab);
        Assert.Equal("Started", await stubborn.StatusAsync(One, Router));
        string cookie = stubborn.Cookies.GetCookieHeader(new Uri($"https://{One}:{_lab.Port}/"));
        _ = await _lab.Faults.AddAsync(new LabFault { Kind = FaultKind.ExpiredSession, Node = One, Count = 1 });

        Assert.Equal(401, (await _client.PerfmonAsync(One, "perfmonCollectSessionData", handle)).Status);
        // The answer has taken the cookie away: the password is good again, the handle is not.
        Assert.Contains("not valid or has expired", (await _client.PerfmonAsync(One, "perfmonCollectSessionData", handle)).FaultText);
        Assert.Contains("JSESSIONIDSSO", cookie);
        Assert.Equal(401, (await stubborn.ControlCenterAsync(One, "soapGetServiceStatus", "<ServiceStatus/>")).Status);
    }

    [Fact]
    public async Task An_expired_handle_leaves_the_rest()
    {
        string handle = $"<SessionHandle>{(await _client.PerfmonAsync(One, "perfmonOpenSession")).Value("perfmonOpenSessionReturn")}</SessionHandle>";
        _ = await _lab.Faults.AddAsync(new LabFault { Kind = FaultKind.ExpiredHandle, Operation = "perfmonCollectSessionData", Count = 1 });

        Assert.Contains("not valid or has expired", (await _client.PerfmonAsync(One, "perfmonCollectSessionData", handle)).FaultText);
        Assert.Equal(200, (await _client.PerfmonAsync(One, "perfmonOpenSession")).Status);
    }

    [Fact]
    public async Task A_wrong_certificate_is_on_one_node_and_goes_away()
    {
        Assert.Equal("Started", await _client.StatusAsync(One, Router));
        Assert.Equal(_lab.Thumbprint, _client.SeenThumbprint);

        int id = await _lab.Faults.AddAsync(new LabFault { Kind = FaultKind.WrongCertificate, Node = One });
        Assert.Equal("Started", await RetryOnceAsync(() => _client.StatusAsync(One, Router)));
        Assert.Equal(_lab.WrongThumbprint, _client.SeenThumbprint);
        Assert.Equal("Started", await _client.StatusAsync(Two, Router));
        Assert.Equal(_lab.Thumbprint, _client.SeenThumbprint);

        _ = await _lab.Faults.RemoveAsync(id);
        Assert.Equal("Started", await RetryOnceAsync(() => _client.StatusAsync(One, Router)));
        Assert.Equal(_lab.Thumbprint, _client.SeenThumbprint);
    }

    [Fact]
    public async Task A_node_dies_in_the_middle_of_a_restart_and_can_be_revived()
    {
        _ = await _lab.Faults.AddAsync(new LabFault { Kind = FaultKind.NodeDies, Node = One, Operation = "soapDoControlServices", Count = 1, Seconds = 3 });

        Assert.Equal("Stopping", (await _client.ControlAsync(One, "Restart", Router)).Value("ServiceStatus"));
        Assert.Equal("Stopping", await _client.StatusAsync(One, Router));
        _clock.Advance(TimeSpan.FromSeconds(3));
        _ = await Assert.ThrowsAsync<HttpRequestException>(() => _client.StatusAsync(One, Router));
        Assert.False(_lab.Node(One).IsAlive);

        await _lab.ReviveAsync(One);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Started", await _client.StatusAsync(One, Router));
        Assert.Equal(1, _lab.Node(One).Service(Router)!.RestartCommands);
    }

    [Fact]
    public async Task A_fault_can_let_some_pass_first()
    {
        _ = await _lab.Faults.AddAsync(new LabFault { Kind = FaultKind.ServerFault, Operation = "getCCMVersion", After = 2, Count = 2 });

        int[] seen = new int[6];
        for (int index = 0; index < seen.Length; index++)
        {
            seen[index] = (await _client.AxlAsync("getCCMVersion", "")).Status;
        }

        Assert.Equal([200, 200, 500, 500, 200, 200], seen);
    }

    [Theory]
    [InlineData(FaultKind.Reset, "10.0.0.1", null, null)]
    [InlineData(FaultKind.Reset, null, "getColour", null)]
    [InlineData(FaultKind.Reset, null, null, 0)]
    [InlineData(FaultKind.Refused, One, null, 1)]
    [InlineData(FaultKind.WrongCertificate, One, "getCCMVersion", null)]
    [InlineData((FaultKind)99, null, null, null)]
    public async Task A_fault_that_makes_no_sense_is_refused(FaultKind kind, string? node, string? operation, int? count)
    {
        _ = await Assert.ThrowsAsync<ArgumentException>(() => _lab.Faults.AddAsync(new LabFault { Kind = kind, Node = node, Operation = operation, Count = count }));
        Assert.Empty(_lab.Faults.Placed());
    }

    private static async Task<T> RetryOnceAsync<T>(Func<Task<T>> request)
    {
        try
        {
            return await request();
        }
        catch (HttpRequestException)
        {
            // The pool may still have held the connection that was cut.
            return await request();
        }
    }

    private Task<LabAnswer> StrikeAsync(FaultKind kind) => StrikeAsync(new LabFault { Kind = kind });

    private async Task<LabAnswer> StrikeAsync(LabFault fault)
    {
        _ = await _lab.Faults.AddAsync(fault with { Node = _lab.Server, Operation = "getCCMVersion", Count = 1 });
        return await _client.AxlAsync("getCCMVersion", "");
    }
}
