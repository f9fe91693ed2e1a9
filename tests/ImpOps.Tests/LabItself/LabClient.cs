using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using System.Xml.Linq;
using ImpOps.Lab;

namespace ImpOps.Tests.LabItself;

/// <summary>Speaks to the lab in literal envelopes, so that nothing of the library is between the lab and its tests.</summary>
internal sealed class LabClient : IDisposable
{
    public const string Axl = "axl/";
    public const string Perfmon = "perfmonservice2/services/PerfmonService";
    public const string ControlCenter = "controlcenterservice2/services/ControlCenterServices";

    private readonly LabCluster _lab;
    private readonly HttpClient _http;

    public LabClient(LabCluster lab)
    {
        _lab = lab;
        HttpClientHandler handler = new()
        {
            UseCookies = true,
            CookieContainer = Cookies,
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
            {
                SeenThumbprint = certificate!.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
                return true;
            },
        };
        _http = new HttpClient(handler);
        SendsPassword = true;
    }

    public CookieContainer Cookies { get; } = new();

    public string? SeenThumbprint { get; private set; }

    public bool SendsPassword { get; set; }

    public static XNamespace AxlNamespace => "http://www.cisco.com/AXL/API/14.0";

    public static XNamespace Serviceability => "http://schemas.cisco.com/ast/soap";

    public Task<LabAnswer> AxlAsync(string operation, string content) =>
        SendAsync(_lab.Server, Axl, $"CUCM:DB ver=14.0 {operation}", $"<a:{operation} xmlns:a=\"{AxlNamespace}\">{content}</a:{operation}>");

    public Task<LabAnswer> PerfmonAsync(string node, string operation, string content = "") =>
        SendAsync(node, Perfmon, operation, $"<{operation} xmlns=\"{Serviceability}\">{content}</{operation}>");

    public Task<LabAnswer> ControlCenterAsync(string node, string operation, string content) =>
        SendAsync(node, ControlCenter, operation, $"<{operation} xmlns=\"{Serviceability}\">{content}</{operation}>");

    public Task<LabAnswer> ControlAsync(string node, string type, string service) => ControlCenterAsync(
        node,
        "soapDoControlServices",
        $"<ControlServiceRequest><NodeName>{node}</NodeName><ControlType>{type}</ControlType><ServiceList><item>{service}</item></ServiceList></ControlServiceRequest>");

    public async Task<string> StatusAsync(string node, string service) =>
        (await ControlCenterAsync(node, "soapGetServiceStatus", $"<ServiceStatus>{service}</ServiceStatus>")).Value("ServiceStatus");

    public async Task<Dictionary<string, long>> CountersAsync(string node, string counterObject)
    {
        LabAnswer answer = await PerfmonAsync(node, "perfmonCollectCounterData", $"<Host>{node}</Host><Object>{counterObject}</Object>");
        return answer.Content.Elements().ToDictionary(
            row => row.Element(Serviceability + "Name")!.Value.Split('\\')[^1],
            row => (long)row.Element(Serviceability + "Value")!);
    }

    public async Task<LabAnswer> SendAsync(string node, string path, string action, string content)
    {
        string envelope = $"<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Header/><soapenv:Body>{content}</soapenv:Body></soapenv:Envelope>";
        using HttpRequestMessage request = new(HttpMethod.Post, $"https://{node}:{_lab.Port}/{path}")
        {
            Content = new StringContent(envelope, Encoding.UTF8, "text/xml"),
        };
        request.Headers.Add("SOAPAction", $"\"{action}\"");
        if (SendsPassword)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_lab.User}:{_lab.Password}")));
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return new LabAnswer((int)response.StatusCode, response.Headers.RetryAfter?.Delta, text);
    }

    public void Dispose() => _http.Dispose();
}
