using System;
using System.IO;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ImpOps.Lab;

if (!LabArguments.TryParse(args, out LabArguments arguments, out string? problem))
{
    await Console.Error.WriteLineAsync(problem).ConfigureAwait(false);
    return 2;
}

if (arguments.Help)
{
    Console.WriteLine(LabArguments.Usage);
    return 0;
}

TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    _ = end.TrySetResult();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
LabCluster lab;
try
{
    lab = await LabCluster.StartAsync(arguments.Options).ConfigureAwait(false);
}
catch (Exception exception) when (exception is IOException or SocketException)
{
    await Console.Error.WriteLineAsync($"The lab cannot listen on 127.0.0.1 and 127.0.0.11 to 127.0.0.{10 + arguments.Options.Nodes}: {exception.Message}").ConfigureAwait(false);
    return 1;
}

await using (lab.ConfigureAwait(false))
{
    Console.WriteLine(JsonSerializer.Serialize(new
    {
        server = lab.Server,
        port = lab.Port,
        user = lab.User,
        password = lab.Password,
        thumbprint = lab.Thumbprint,
        control = lab.ControlAddress,
    }));
    await Console.Out.FlushAsync().ConfigureAwait(false);
    if (arguments.UntilStandardInputCloses)
    {
        new Thread(() =>
        {
            while (Console.In.ReadLine() is not null)
            {
            }

            _ = end.TrySetResult();
        })
        { IsBackground = true }.Start();
    }

    await end.Task.ConfigureAwait(false);
}

return 0;
