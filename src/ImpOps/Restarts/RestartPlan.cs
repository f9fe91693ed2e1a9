using System;
using System.Collections.Generic;
using System.Linq;
using ImpOps.Tables;

namespace ImpOps.Restarts;

/// <summary>
/// Puts what changes ask for into the safe order of a redundancy group: note the assigned users, high availability off, restart
/// each service once, wait for the JSM sessions, high availability on.
/// </summary>
public static class RestartPlan
{
    private static readonly Lazy<Dictionary<RestartStepAction, StepText>> Texts = new(() =>
        TableReader.Read("restart-steps", row => new StepText(row)).ToDictionary(text => text.Action));

    /// <summary>The steps, in order. Empty where nothing was asked for.</summary>
    public static IReadOnlyList<RestartStep> Create(IEnumerable<RestartRequirement> requirements, RestartPlanOptions? options = null)
    {
        RestartRequirement[] all = [.. requirements];
        return new Builder(options ?? new RestartPlanOptions()).Build(all);
    }

    private sealed class StepText(TableRow row)
    {
        public RestartStepAction Action { get; } = row.Enum<RestartStepAction>("Action");

        public TimeSpan? MinimumWait { get; } = Seconds(row.OptionalInt("MinimumWaitSeconds"));

        public TimeSpan? ExpectedWait { get; } = Seconds(row.OptionalInt("ExpectedWaitSeconds"));

        public TimeSpan? MaximumWait { get; } = Seconds(row.OptionalInt("MaximumWaitSeconds"));

        public LocalizedText Description { get; } = row.Text("Description");

        public LocalizedText Check { get; } = row.Text("Check");

        private static TimeSpan? Seconds(int? seconds) => seconds is int value ? TimeSpan.FromSeconds(value) : null;
    }

    private sealed class Builder(RestartPlanOptions options)
    {
        private static readonly string?[] EveryNode = [null];

        private readonly List<RestartStep> _steps = [];

        public IReadOnlyList<RestartStep> Build(RestartRequirement[] all)
        {
            RestartRequirement[] unknown = [.. all.Where(requirement => requirement.Certainty == RestartCertainty.Unknown)];
            if (unknown.Length > 0)
            {
                Add(RestartStepAction.CheckChange, unknown);
            }

            AddVerifications(all);

            RestartRequirement[] toDo = [.. all.Where(requirement => requirement.Certainty is not (RestartCertainty.Unknown or RestartCertainty.Automatic))];
            if (toDo.Length == 0)
            {
                return _steps;
            }

            RestartRequirement[] system = Of(toDo, RestartAction.RestartSystem);
            RestartRequirement[] node = Of(toDo, RestartAction.RestartNode);
            List<(RestartableService Service, RestartRequirement[] Reasons)> services = MergeServices(Of(toDo, RestartAction.RestartService));

            // A restart of the whole system restarts every node and service with it, if it is sure to come.
            bool wholeSystem = system.Any(requirement => requirement.Required);
            if (wholeSystem)
            {
                system = toDo;
                node = [];
                services = [];
            }

            bool sessionsMove = system.Length > 0 || node.Length > 0 || services.Any(entry => entry.Service.MovesJsmSessions);
            bool mustWait = sessionsMove || options.HighAvailability;
            if (mustWait)
            {
                Add(RestartStepAction.RecordAssignedUsers, toDo);
            }

            if (options.HighAvailability)
            {
                Add(RestartStepAction.DisableHighAvailability, toDo);
            }

            if (system.Length > 0)
            {
                Add(RestartStepAction.RestartSystem, system);
                Add(RestartStepAction.WaitForJsmSessions, system);
            }

            // Which node a RestartNode means only the change tells, so it stays one step, ahead of the services of the others.
            if (node.Length > 0)
            {
                Add(RestartStepAction.RestartNode, node);
                Add(RestartStepAction.WaitForJsmSessions, node);
            }

            IReadOnlyList<string?> nodeNames = options.NodeName;
            foreach (string? nodeName in nodeNames.Count > 0 ? nodeNames.Distinct(StringComparer.OrdinalIgnoreCase) : EveryNode)
            {
                AddServices(services, nodeName);
            }

            if (options.HighAvailability)
            {
                Add(RestartStepAction.EnableHighAvailability, toDo);
            }

            return _steps;
        }

        private static RestartRequirement[] Of(RestartRequirement[] requirements, RestartAction action) =>
            [.. requirements.Where(requirement => requirement.Action == action)];

        /// <summary>Each service once, in the order of restart, with all that asks for it; without those that another one restarts anyway.</summary>
        private static List<(RestartableService Service, RestartRequirement[] Reasons)> MergeServices(RestartRequirement[] requirements)
        {
            Dictionary<string, List<RestartRequirement>> reasons = new(StringComparer.Ordinal);
            foreach (RestartRequirement requirement in requirements)
            {
                foreach (string service in requirement.Service)
                {
                    if (!reasons.TryGetValue(service, out List<RestartRequirement>? list))
                    {
                        reasons.Add(service, list = []);
                    }

                    list.Add(requirement);
                }
            }

            foreach (RestartableService service in RestartableService.All)
            {
                // Covered by a restart that may not come is not covered.
                string? cover = service.CoveredBy.FirstOrDefault(name => reasons.TryGetValue(name, out var list) && list.Any(reason => reason.Required));
                if (cover is not null && reasons.TryGetValue(service.Name, out List<RestartRequirement>? covered))
                {
                    reasons[cover].AddRange(covered);
                    reasons.Remove(service.Name);
                }
            }

            return
            [
                .. RestartableService.All
                    .Where(service => reasons.ContainsKey(service.Name))
                    .Select(service => (service, reasons[service.Name].ToArray())),
            ];
        }

        private void AddVerifications(RestartRequirement[] all)
        {
            foreach (IGrouping<string, RestartRequirement> group in all
                .Where(requirement => requirement.Certainty == RestartCertainty.Automatic)
                .GroupBy(requirement => Join(requirement.Service)))
            {
                bool system = group.Key.Length == 0;
                Add(RestartStepAction.VerifyRestart, [.. group], group.First().Service);
                if (system)
                {
                    Add(RestartStepAction.WaitForJsmSessions, [.. group]);
                }
            }
        }

        private void AddServices(List<(RestartableService Service, RestartRequirement[] Reasons)> services, string? nodeName)
        {
            for (int i = 0; i < services.Count; i++)
            {
                (RestartableService service, RestartRequirement[] reasons) = services[i];
                Add(RestartStepAction.RestartService, reasons, [service.Name], nodeName, service.Note);

                // Never one restart that drops the JSM sessions right after another; and high availability comes back to a node that has them.
                bool last = i == services.Count - 1;
                if (service.MovesJsmSessions || (last && options.HighAvailability))
                {
                    Add(RestartStepAction.WaitForJsmSessions, reasons, null, nodeName);
                }
            }
        }

        private static string Join(IEnumerable<string> services) => string.Join(", ", services);

        private void Add(RestartStepAction action, RestartRequirement[] reasons, IReadOnlyList<string>? services = null, string? nodeName = null, string? note = null)
        {
            StepText text = Texts.Value[action];
            string subject = services is { Count: > 0 } ? Join(services.Select(name => RestartableService.Get(name).LocalName)) : Messages.TheSystem;
            string description = Errors.Format(text.Description.Current!, subject);
            bool restarts = action is not (RestartStepAction.RecordAssignedUsers or RestartStepAction.DisableHighAvailability
                or RestartStepAction.WaitForJsmSessions or RestartStepAction.EnableHighAvailability);

            // The plan has a language of its own, whatever that of its requirements.
            string[] notes = restarts ? [.. reasons.Select(reason => reason.Translate().Note).OfType<string>().Distinct()] : [];
            _steps.Add(new RestartStep
            {
                Step = _steps.Count + 1,
                Action = action,
                PresenceRedundancyGroup = options.PresenceRedundancyGroup,
                NodeName = nodeName,
                Service = services is { Count: > 0 } ? Join(services) : null,
                Certainty = reasons.Max(reason => reason.Certainty),
                Description = note is null ? description : description + Messages.SentenceSeparator + note,
                Check = Errors.Format(text.Check.Current!, subject),
                MinimumWait = text.MinimumWait,
                ExpectedWait = text.ExpectedWait,
                MaximumWait = text.MaximumWait,
                Note = notes.Length == 0 ? null : string.Join(Messages.SentenceSeparator, notes),
                Reason = new TextList(reasons.Select(reason => reason.Change).Distinct()),
            });
        }
    }
}
