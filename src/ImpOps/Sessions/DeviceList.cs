using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ImpOps.Sessions;

/// <summary>Reads a list of device types as a cell holds it: <c>Desktop, iPhone</c>, <c>Desktop (2), iPhone</c>.</summary>
internal static class DeviceList
{
    private static readonly char[] Separators = [',', ';', '/', '|', '\n', '\uFF0C', '\u3001', '\uFF1B'];

    /// <summary>The types with the number of sessions of each, in the order of the text.</summary>
    public static IReadOnlyList<KeyValuePair<string, long>> Parse(string list)
    {
        List<KeyValuePair<string, long>> devices = [];
        foreach (string part in list.Split(Separators))
        {
            string name = part.Trim();
            long count = 1;
            int bracket = name.LastIndexOf('(');
            if (bracket > 0
                && name[name.Length - 1] == ')'
                && long.TryParse(name.Substring(bracket + 1, name.Length - bracket - 2), NumberStyles.None, CultureInfo.InvariantCulture, out long told))
            {
                count = told;
                name = name.Substring(0, bracket).TrimEnd();
            }

            if (name.Length > 0 && count > 0)
            {
                devices.Add(new KeyValuePair<string, long>(DeviceTypes.Normalize(name), count));
            }
        }

        return devices;
    }

    /// <summary>The types that have sessions, as <see cref="Parse"/> reads them.</summary>
    public static string Format(IEnumerable<KeyValuePair<string, long>> devices) => string.Join(", ", devices
        .Where(device => device.Value > 0)
        .Select(device => string.Format(CultureInfo.InvariantCulture, "{0} ({1})", device.Key, device.Value)));
}
