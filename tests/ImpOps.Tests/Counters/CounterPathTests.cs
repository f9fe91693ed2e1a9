using ImpOps.Counters;

namespace ImpOps.Tests.Counters;

public class CounterPathTests
{
    [Theory]
    [InlineData(@"\\imp-1\Cisco XCP JSM\JsmClientSessionsActive", "imp-1", "Cisco XCP JSM", null, "JsmClientSessionsActive")]
    [InlineData(@"\\10.1.2.3\Process(java)\% CPU Time", "10.1.2.3", "Process", "java", "% CPU Time")]
    [InlineData(@"\\n\Cisco XCP CM(alice@example.com/jabber_(1)\x)\Packets", "n", "Cisco XCP CM", @"alice@example.com/jabber_(1)\x", "Packets")]
    [InlineData(@"\Memory\% VM Used", "from-file", "Memory", null, "% VM Used")]
    [InlineData(@"Memory\% VM Used", "from-file", "Memory", null, "% VM Used")]
    [InlineData(@" \\n\Object(a)(b)\C ", "n", "Object", "a)(b", "C")]
    public void A_path_has_node_object_instance_and_counter(string text, string node, string group, string? instance, string counter)
    {
        CounterPath path = CounterPath.TryParse(text, "from-file")!;

        Assert.Equal((node, group, instance, counter), (path.NodeName, path.Object, path.Instance, path.Counter));
        Assert.Equal(path, CounterPath.TryParse(path.ToString()));
        Assert.Equal(path.GetHashCode(), CounterPath.TryParse(path.ToString().ToUpperInvariant())!.GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Time")]
    [InlineData(@"\\node\Counter")]
    [InlineData(@"\\node")]
    [InlineData(@"Object\")]
    [InlineData(@"\\")]
    [InlineData(@"\")]
    public void What_is_no_path_is_none(string text) => Assert.Null(CounterPath.TryParse(text));
}
