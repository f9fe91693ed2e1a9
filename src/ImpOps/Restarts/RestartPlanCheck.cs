using System;
using System.Collections.Generic;
using System.Linq;

namespace ImpOps.Restarts;

/// <summary>
/// What a plan must be to be run without anyone watching. A plan comes as objects, which may have been filtered, sorted or put together out of several.
/// </summary>
internal static class RestartPlanCheck
{
    /// <summary>The one group of the plan.</summary>
    /// <exception cref="ImpOpsException">
    /// <c>RestartPlanGroupMissing</c>, <c>RestartPlanOutOfOrder</c>, <c>RestartPlanServiceUnknown</c>, <c>RestartPlanWaitMissing</c> or <c>RestartPlanHighAvailabilityLeftOff</c>.
    /// </exception>
    public static string GroupOf(IReadOnlyList<RestartStep> plan)
    {
        string?[] groups = [.. plan.Select(step => step.PresenceRedundancyGroup).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (groups.Length != 1 || groups[0] is not string group)
        {
            throw Errors.RestartPlanGroupMissing(groups.OfType<string>());
        }

        CheckOrder(plan);
        return group;
    }

    private static void CheckOrder(IReadOnlyList<RestartStep> plan)
    {
        bool disables = plan.Any(step => step.Action == RestartStepAction.DisableHighAvailability);
        bool off = false;
        RestartStep? moved = null;
        for (int i = 0; i < plan.Count; i++)
        {
            RestartStep step = plan[i];
            if (i > 0 && step.Step <= plan[i - 1].Step)
            {
                throw Errors.RestartPlanOutOfOrder(step.Step, plan[i - 1].Step);
            }

            switch (step.Action)
            {
                case RestartStepAction.DisableHighAvailability:
                    off = true;
                    break;
                case RestartStepAction.EnableHighAvailability:
                    ThrowIfMoved(moved, step);
                    off = false;
                    break;
                case RestartStepAction.WaitForJsmSessions when step.NodeName is null || SameNode(step.NodeName, moved?.NodeName):
                    moved = null;
                    break;
                case RestartStepAction.RestartService or RestartStepAction.RestartNode or RestartStepAction.RestartSystem:
                    if (disables && !off)
                    {
                        throw Errors.RestartPlanHighAvailabilityLeftOff(step.Step);
                    }

                    if (MovesJsmSessions(step))
                    {
                        ThrowIfMoved(moved, step);
                        moved = step;
                    }

                    break;
            }
        }

        if (off)
        {
            throw Errors.RestartPlanHighAvailabilityLeftOff(plan[plan.Count - 1].Step);
        }
    }

    private static bool MovesJsmSessions(RestartStep step) => step.Action != RestartStepAction.RestartService || ServiceOf(step).MovesJsmSessions;

    /// <summary>The service that a step restarts.</summary>
    /// <exception cref="ImpOpsException"><c>RestartPlanServiceUnknown</c>.</exception>
    public static RestartableService ServiceOf(RestartStep step) =>
        RestartableService.All.FirstOrDefault(service => service.Name == step.Service)
            ?? throw Errors.RestartPlanServiceUnknown(step.Step, step.Service, RestartableService.All.Select(service => service.Name));

    private static bool SameNode(string node, string? other) => string.Equals(node, other, StringComparison.OrdinalIgnoreCase);

    private static void ThrowIfMoved(RestartStep? moved, RestartStep step)
    {
        if (moved is not null)
        {
            throw Errors.RestartPlanWaitMissing(moved.Step, step.Step);
        }
    }
}
