using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using ImpOps.Cluster;

namespace ImpOps.PowerShell.Binding;

/// <summary>Takes connections by their names too.</summary>
public sealed class ConnectionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object given = Unwrapped(inputData);
        if (given is "")
        {
            // The empty cell of a CSV file, for an object that came over none.
            return Array.Empty<ClusterConnection>();
        }

        if (given is string or ClusterConnection)
        {
            return Find(given);
        }

        if (given is not IEnumerable several)
        {
            return inputData;
        }

        List<ClusterConnection> connections = [];
        foreach (object item in several)
        {
            connections.Add(Find(Unwrapped(item)));
        }

        return connections.ToArray();
    }

    private static object Unwrapped(object value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static ClusterConnection Find(object given) =>
        given as ClusterConnection
        ?? ConnectionStore.Current.Find(Convert.ToString(given, System.Globalization.CultureInfo.InvariantCulture) ?? "")
        ?? throw new ArgumentTransformationMetadataException(ErrorRecords.ConnectionNotFound(given).Exception.Message);
}
