using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Tasks;
using ImpOps.Lab;
using ImpOps.Lab.Faults;
using ImpOps.Lab.State;

namespace ImpOps.Tests.LabItself;

public class LabControlTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task State_requests_faults_and_time_are_at_hand_over_http()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2, Users = 10, Time = new LabClock(0) });
        using LabClient client = new(lab);
        using HttpClient http = new() { BaseAddress = lab.ControlAddress };
        Task<HttpResponseMessage> PostAsync(string path, string json) => http.PostAsync(path, new StringContent(json));

        JsonElement added = await (await PostAsync("faults", """{"kind":"serverFault","node":"127.0.0.11","operation":"soapGetServiceStatus","count":1,"text":"No."}""")).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("serverFault", (await http.GetFromJsonAsync<JsonElement>("faults"))[0].GetProperty("fault").GetProperty("kind").GetString(), ignoreCase: true);
        Assert.Equal(HttpStatusCode.OK, (await http.DeleteAsync($"faults/{added.GetProperty("id").GetInt32()}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.DeleteAsync($"faults/{added.GetProperty("id").GetInt32()}")).StatusCode);

        _ = await client.ControlAsync("127.0.0.11", "Restart", "Cisco Presence Engine");
        _ = await PostAsync("time", """{"seconds":325}""");
        _ = await PostAsync("users/user000002", """{"node":"127.0.0.11"}""");
        JsonElement state = await http.GetFromJsonAsync<JsonElement>("state");
        JsonElement node = state.GetProperty("nodes").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "127.0.0.11");
        JsonElement engine = node.GetProperty("services").EnumerateArray().Single(service => service.GetProperty("name").GetString() == "Cisco Presence Engine");
        Assert.Equal(("Started", 1), (engine.GetProperty("status").GetString(), engine.GetProperty("restartCommands").GetInt32()));
        Assert.Equal((3, 6), (node.GetProperty("sessions").GetInt32(), node.GetProperty("assignedUsers").GetInt32()));
        Assert.Equal("Normal", node.GetProperty("haState").GetString());
        Assert.True(state.GetProperty("groups")[0].GetProperty("highAvailability").GetBoolean());

        JsonElement request = (await http.GetFromJsonAsync<JsonElement>("requests?since=0"))[0];
        Assert.Equal("soapDoControlServices", request.GetProperty("operation").GetString());
        Assert.Empty((await http.GetFromJsonAsync<JsonElement>("requests?since=1")).EnumerateArray());
        _ = await http.DeleteAsync("requests");
        Assert.Empty(lab.Requests);
        Assert.Empty((await http.GetFromJsonAsync<JsonElement>("violations")).EnumerateArray());

        _ = await PostAsync("nodes/127.0.0.12/kill", "");
        Assert.False(lab.Node("127.0.0.12").IsAlive);
        _ = await PostAsync("nodes/127.0.0.12/revive", "");
        Assert.Equal("Starting", await client.StatusAsync("127.0.0.12", "Cisco XCP Router"));
    }

    [Theory]
    [InlineData("faults", """{"kind":"refuzed"}""")]
    [InlineData("faults", """{"kind":"reset","nod":"127.0.0.11"}""")]
    [InlineData("faults", """{"node":"127.0.0.11"}""")]
    [InlineData("faults", "")]
    [InlineData("faults", "null")]
    [InlineData("nodes/10.0.0.1/kill", "")]
    [InlineData("groups/none/fallback", "")]
    [InlineData("time", """{"seconds":1}""")]
    public async Task A_wrong_call_is_told_what_is_wrong(string path, string json)
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 1 });
        using HttpClient http = new() { BaseAddress = lab.ControlAddress };

        HttpResponseMessage answer = await http.PostAsync(path, new StringContent(json));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEqual("", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Nothing_that_the_lab_shows_holds_the_password()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 2, Password = "S3cret-of-the-lab", Time = new LabClock(0) });
        using LabClient client = new(lab);
        using HttpClient http = new() { BaseAddress = lab.ControlAddress };
        string encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{lab.User}:{lab.Password}"));

        _ = await LabTour.WalkAsync(lab, client);
        string shown = await http.GetStringAsync("state") + await http.GetStringAsync("requests") + await http.GetStringAsync("faults");

        Assert.DoesNotContain(lab.Password, shown);
        Assert.DoesNotContain(encoded, shown);
    }

    [Fact]
    public async Task The_control_api_is_on_the_publisher_too_and_outlives_it_elsewhere()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 1 });
        using HttpClientHandler handler = new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using HttpClient http = new(handler);

        Assert.Contains("\"nodes\"", await http.GetStringAsync($"https://{lab.Server}:{lab.Port}/lab/state"));
        _ = await lab.Faults.AddAsync(new LabFault { Kind = FaultKind.Refused, Node = lab.Server });
        Assert.Contains("\"nodes\"", await http.GetStringAsync(new Uri(lab.ControlAddress, "state")));
    }

    [Fact]
    public async Task The_executable_prints_where_it_is_first_and_ends_with_its_input()
    {
        using Process process = Start("--nodes", "2", "--users", "30", "--speed", "1000", "--password", "given", "--until-stdin-closes");

        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

        JsonElement lab = JsonDocument.Parse(line!).RootElement;
        Assert.Equal(["server", "port", "user", "password", "thumbprint", "control"], lab.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("127.0.0.1", "labadmin", "given"), (lab.GetProperty("server").GetString(), lab.GetProperty("user").GetString(), lab.GetProperty("password").GetString()));
        using HttpClient http = new();
        JsonElement state = await http.GetFromJsonAsync<JsonElement>(new Uri(new Uri(lab.GetProperty("control").GetString()!), "state"));
        Assert.Equal([0, 15, 15], state.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("assignedUsers").GetInt32()));

        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync());
        Assert.Equal("", await process.StandardError.ReadToEndAsync());
    }

    [Theory]
    [InlineData("--nodes", "0")]
    [InlineData("--nodes")]
    [InlineData("--speed", "fast")]
    [InlineData("--colour", "red")]
    public async Task The_executable_refuses_what_it_does_not_know(params string[] arguments)
    {
        using Process process = Start(arguments);

        await process.WaitForExitAsync().WaitAsync(Patience);

        Assert.Equal(2, process.ExitCode);
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync());
        Assert.Contains(arguments[0], await process.StandardError.ReadToEndAsync());
    }

    [Fact]
    public async Task The_executable_says_when_its_port_is_taken()
    {
        await using LabCluster lab = await LabCluster.StartAsync(new LabOptions { Nodes = 1 });
        using Process process = Start("--port", lab.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        await process.WaitForExitAsync().WaitAsync(Patience);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("The lab cannot listen on 127.0.0.1", await process.StandardError.ReadToEndAsync());
    }

    [Fact]
    public void A_clock_that_runs_fires_its_timers_in_its_own_time()
    {
        LabClock clock = new(0, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        System.Collections.Generic.List<(string Timer, int Minute)> fired = [];
        using System.Threading.ITimer late = clock.CreateTimer(_ => fired.Add(("late", clock.GetUtcNow().Minute)), null, TimeSpan.FromMinutes(25), System.Threading.Timeout.InfiniteTimeSpan);
        using System.Threading.ITimer often = clock.CreateTimer(_ => fired.Add(("often", clock.GetUtcNow().Minute)), null, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));

        clock.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal([("often", 10), ("often", 20), ("late", 25), ("often", 30)], fired);
        Assert.Equal(31, clock.GetUtcNow().Minute);
        Assert.Equal(TimeSpan.FromMinutes(31), clock.GetElapsedTime(0));
    }

    [Fact]
    public async Task A_clock_that_is_fast_fires_soon()
    {
        LabClock clock = new(100_000);

        await Task.Delay(TimeSpan.FromHours(1), clock).WaitAsync(Patience);

        Assert.True(clock.GetElapsedTime(0) >= TimeSpan.FromHours(1));
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ImpOps.Lab.dll"), .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
