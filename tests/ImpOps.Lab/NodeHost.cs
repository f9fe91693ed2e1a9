using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImpOps.Lab;

/// <summary>A listener on one address, which can go away and come back, and change its certificate.</summary>
internal sealed class NodeHost(IPAddress address, RequestDelegate handler) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentDictionary<ConnectionContext, bool> _connections = new();
    private volatile X509Certificate2? _certificate;
    private WebApplication? _application;

    /// <summary>The port that it listens on, or did last.</summary>
    public int Port { get; private set; }

    /// <summary>Listens on the port, or a free one, from now on; without a certificate in clear text.</summary>
    public async Task StartAsync(int port, X509Certificate2? certificate)
    {
        Port = port;
        _certificate = certificate;
        await SetAsync(true, certificate).ConfigureAwait(false);
    }

    /// <summary>Listens or not, and with which certificate. Connections under another certificate are cut.</summary>
    public async Task SetAsync(bool listens, X509Certificate2? certificate)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            bool changed = _certificate != certificate;
            _certificate = certificate;
            if (listens && _application is null)
            {
                _application = Build();
                await _application.StartAsync().ConfigureAwait(false);
                Port = new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
            }
            else if (!listens && _application is not null)
            {
                await CloseAsync().ConfigureAwait(false);
            }
            else if (changed)
            {
                Cut();
            }
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await SetAsync(false, _certificate).ConfigureAwait(false);
        _gate.Dispose();
    }

    private async Task CloseAsync()
    {
        Cut();
        await _application!.StopAsync(new CancellationToken(true)).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _application = null;
    }

    private void Cut()
    {
        foreach (ConnectionContext connection in _connections.Keys)
        {
            connection.Abort();
        }
    }

    private WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        // The process belongs to whoever has started the lab: its signals are not the listener's.
        _ = builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _ = builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(address, Port, listener =>
            {
                listener.Protocols = HttpProtocols.Http1;
                _ = listener.Use(next => async connection =>
                {
                    _connections[connection] = true;
                    try
                    {
                        await next(connection).ConfigureAwait(false);
                    }
                    finally
                    {
                        _ = _connections.TryRemove(connection, out _);
                    }
                });
                if (_certificate is not null)
                {
                    _ = listener.UseHttps(https => https.ServerCertificateSelector = (_, _) => _certificate);
                }
            });
        });
        WebApplication application = builder.Build();
        application.Run(handler);
        return application;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
