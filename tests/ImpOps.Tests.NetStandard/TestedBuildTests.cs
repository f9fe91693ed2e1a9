using System.Reflection;
using System.Runtime.Versioning;

namespace ImpOps.Tests.NetStandard;

public class TestedBuildTests
{
    [Fact]
    public void The_tested_build_is_that_for_netstandard() =>
        Assert.Equal(".NETStandard,Version=v2.0", typeof(ImpOpsException).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName);
}
