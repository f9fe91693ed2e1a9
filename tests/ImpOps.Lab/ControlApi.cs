using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Tasks;
using ImpOps.Lab.Faults;
using ImpOps.Lab.State;
using Microsoft.AspNetCore.Http;

namespace ImpOps.Lab;

/// <summary>
/// The lab from outside, in JSON:
/// GET state, requests[?since=number], violations, faults; POST faults (a fault; answers its number), nodes/NAME/kill, nodes/NAME/revive,
/// groups/NAME/fallback, users/ID (the node), time (seconds to go forward; where the lab has a clock of its own);
/// DELETE requests, faults, faults/NUMBER. All under /lab/.
/// </summary>
internal sealed class ControlApi(LabCluster lab)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public async Task HandleAsync(HttpContext context)
    {
        string[] path = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries)[1..];
        try
        {
            object? answer = await AnswerAsync(context, context.Request.Method.ToUpperInvariant(), path).ConfigureAwait(false);
            if (answer is null)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await context.Response.WriteAsJsonAsync(answer, Json, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = exception.Message }, Json, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task<object?> AnswerAsync(HttpContext context, string method, string[] path) => (method, path) switch
    {
        ("GET", ["state"]) => State(),
        ("GET", ["requests"]) => Requests(context.Request.Query["since"].ToString()),
        ("DELETE", ["requests"]) => Done(lab.ClearRequests),
        ("GET", ["violations"]) => lab.Violations,
        ("GET", ["faults"]) => lab.Faults.Placed(),
        ("POST", ["faults"]) => new { id = await lab.Faults.AddAsync(await BodyAsync<LabFault>(context).ConfigureAwait(false)).ConfigureAwait(false) },
        ("DELETE", ["faults"]) => await DoneAsync(lab.Faults.ClearAsync()).ConfigureAwait(false),
        ("DELETE", ["faults", string id]) => await lab.Faults.RemoveAsync(Number(id)).ConfigureAwait(false) ? new { done = true } : null,
        ("POST", ["nodes", string node, "kill"]) => await DoneAsync(lab.KillAsync(node)).ConfigureAwait(false),
        ("POST", ["nodes", string node, "revive"]) => await DoneAsync(lab.ReviveAsync(node)).ConfigureAwait(false),
        ("POST", ["groups", string group, "fallback"]) => new { done = lab.FallBack(group) },
        ("POST", ["users", string user]) => Assign(user, await BodyAsync<Assignment>(context).ConfigureAwait(false)),
        ("POST", ["time"]) => Advance(await BodyAsync<Step>(context).ConfigureAwait(false)),
        _ => null,
    };

    private static async Task<T> BodyAsync<T>(HttpContext context) =>
        await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Json, context.RequestAborted).ConfigureAwait(false)
            ?? throw new JsonException("The body is empty.");

    private static object Done(Action action)
    {
        action();
        return new { done = true };
    }

    private static async Task<object> DoneAsync(Task task)
    {
        await task.ConfigureAwait(false);
        return new { done = true };
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw new ArgumentException($"'{text}' is no number.");

    private object Requests(string since) => lab.Requests.Where(request => since.Length == 0 || request.Number > Number(since));

    private object Assign(string user, Assignment assignment) => Done(() => lab.Assign(user, assignment.Node));

    private object Advance(Step step)
    {
        LabClock clock = lab.Options.Time as LabClock ?? throw new ArgumentException("This lab has the time of the machine.");
        clock.Advance(TimeSpan.FromSeconds(step.Seconds));
        return new { time = clock.GetUtcNow() };
    }

    // Serialized under the lock, so that it is the state of one moment.
    private JsonElement State() => lab.Read(_ => JsonSerializer.SerializeToElement(
        new
        {
            time = lab.Options.Time.GetUtcNow(),
            nodes = lab.Nodes.Select(node => new
            {
                node.Name,
                node.Description,
                node.IsPresence,
                node.IsPublisher,
                node.IsAlive,
                node.Boots,
                group = node.Group?.Name,
                haState = node.Group is null ? (HaState?)null : node.HaState,
                node.AssignedUsers,
                sessions = lab.Sessions(node.Name),
                node.Services,
            }),
            groups = lab.Groups,
            parameters = lab.Parameters,
            throttledRequests = lab.ThrottledRequests,
            violations = lab.Violations.Count,
        },
        Json));

    private sealed record Assignment(string? Node);

    private sealed record Step(double Seconds);
}
