using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using ImpOps.Cluster;

namespace ImpOps.Xmpp;

/// <summary>What a server has said of itself: the features of its stream, and the answers of service discovery of the server, an account and its components.</summary>
public sealed class XmppAnswers
{
    private readonly List<XmppEntity> _entities = [];
    private readonly NameList _servers = new();
    private readonly NameList _components = new();
    private readonly NameList _answered = new();
    private bool _listed;

    /// <summary>The server, as it calls itself; null where no answer tells.</summary>
    public string? Server => Servers.Count > 0 ? Servers[0] : null;

    /// <summary>All servers that have answered: one, unless answers of several were put together.</summary>
    public IReadOnlyList<string> Servers => _servers.All;

    /// <summary>True where there is no answer.</summary>
    public bool IsEmpty => _entities.Count == 0;

    /// <summary>The components that the server lists.</summary>
    internal IReadOnlyList<string> Components => _components.All;

    /// <summary>Takes an element if it is an answer: stream features, or a result of service discovery with or without the iq around it.</summary>
    /// <param name="element">Any element.</param>
    /// <param name="asked">Who was asked, where the answer does not say whose it is.</param>
    /// <returns>False where it is none, or one of a client.</returns>
    internal bool Add(XElement element, string? asked = null)
    {
        if (element.Name == XmppNames.Streams + "features")
        {
            _entities.Add(new XmppEntity(null, XmppPlace.Stream, element.Elements().Select(feature => new XmppMark(XmppMarkKind.StreamFeature, feature.Name.NamespaceName))));
            return true;
        }

        bool stanza = element.Name.LocalName == "iq";
        XElement? query = !stanza ? element : (string?)element.Attribute("type") == "result" ? element.Elements().FirstOrDefault() : null;
        string? jid = stanza ? (string?)element.Attribute("from") ?? asked : null;
        return query?.Name == XmppNames.Information + "query" ? AddInformation(query, jid) : query?.Name == XmppNames.Items + "query" && AddItems(query, jid);
    }

    /// <summary>Who shows one of these, and by what; each once, the server first.</summary>
    internal IEnumerable<string> Showing(IReadOnlyList<XmppMark> marks) => _entities
        .OrderBy(entity => entity.Place ?? XmppPlace.Component)
        .SelectMany(entity => entity.Marks
            .Where(mark => marks.Any(mark.IsMeantBy))
            .Select(mark => ServerText.Clean($"{entity.Jid ?? NameOf(entity.Place)}: {mark.Value}")))
        .Distinct();

    /// <summary>Who of a kind would have to answer and has not, in words.</summary>
    internal IEnumerable<string> Unasked(XmppPlace place)
    {
        if (place == XmppPlace.Component)
        {
            return !_listed ? [Messages.XmppPlaceComponents] : Components.Where(jid => !_answered.Contains(jid));
        }

        return _entities.Exists(entity => entity.Place == place)
            ? []
            : [NameOf(place)];
    }

    /// <summary>What to call one whose address is not known.</summary>
    private static string NameOf(XmppPlace? place) => place switch
    {
        XmppPlace.Server => Messages.XmppPlaceServer,
        XmppPlace.Account => Messages.XmppPlaceAccount,
        XmppPlace.Stream => Messages.XmppPlaceStream,
        _ => Messages.XmppPlaceComponent,
    };

    private bool AddInformation(XElement query, string? jid)
    {
        XElement[] identities = [.. query.Elements(XmppNames.Information + "identity")];
        XElement[] features = [.. query.Elements(XmppNames.Information + "feature")];
        bool isAccount = jid?.IndexOf('@') >= 0;
        if (identities.Length + features.Length == 0 || IsOf("client") || (isAccount && jid!.IndexOf('/') >= 0))
        {
            // A request has no content; and what a client can do says nothing of its server.
            return false;
        }

        XmppPlace? place = query.Attribute("node") is not null ? null
            : IsOf("server") ? XmppPlace.Server
            : IsOf("account") || (isAccount && IsOf("pubsub", "pep")) ? XmppPlace.Account
            : isAccount ? null
            : XmppPlace.Component;
        XElement[] forms = [.. query.Elements(XmppNames.Forms + "x")];
        XmppEntity entity = new(
            jid,
            place,
            [
                // Whatever it lists, it has answered.
                new XmppMark(XmppMarkKind.Feature, XmppNames.Information.NamespaceName),
                .. features.Select(feature => new XmppMark(XmppMarkKind.Feature, (string?)feature.Attribute("var") ?? "")),
                .. identities.Select(identity => new XmppMark(XmppMarkKind.Identity, $"{(string?)identity.Attribute("category")}/{(string?)identity.Attribute("type")}")),
                .. forms.Select(_ => new XmppMark(XmppMarkKind.Form, XmppNames.Forms.NamespaceName)),
                .. forms.Elements(XmppNames.Forms + "field")
                    .Where(field => (string?)field.Attribute("var") == XmppNames.FormType)
                    .Select(field => new XmppMark(XmppMarkKind.FormType, $"{XmppNames.FormType} {field.Value}")),
            ]);
        _entities.Add(entity);
        if (place is not null && jid is not null)
        {
            _answered.Add(jid);
            if (place == XmppPlace.Server)
            {
                _servers.Add(jid);
            }
        }

        return true;

        bool IsOf(string category, string? type = null) => identities.Any(identity =>
            (string?)identity.Attribute("category") == category && (type is null || (string?)identity.Attribute("type") == type));
    }

    private bool AddItems(XElement query, string? jid)
    {
        string[] items = [.. query.Elements(XmppNames.Items + "item")
            .Where(item => item.Attribute("node") is null)
            .Select(item => (string?)item.Attribute("jid") ?? "")
            .Where(item => item.Length > 0 && item.IndexOf('@') < 0)];
        _entities.Add(new XmppEntity(jid, null, [new XmppMark(XmppMarkKind.Feature, XmppNames.Items.NamespaceName)]));
        // Chat rooms list their rooms in the same way, and are not the server.
        if (query.Attribute("node") is null && (jid is null || Server is null ? items.Length > 0 : _servers.Contains(jid)))
        {
            _listed = true;
            Array.ForEach(items, _components.Add);
        }

        return true;
    }

    /// <summary>One who has answered.</summary>
    /// <param name="jid">Its address; null where the answer does not say.</param>
    /// <param name="place">What it is; null where that does not matter: a room, a node.</param>
    /// <param name="marks">What it shows.</param>
    private sealed class XmppEntity(string? jid, XmppPlace? place, IEnumerable<XmppMark> marks)
    {
        public string? Jid => jid;

        public XmppPlace? Place => place;

        public IReadOnlyCollection<XmppMark> Marks { get; } = [.. marks.Distinct()];
    }
    /// <summary>Addresses, each once, in the order in which they came.</summary>
    private sealed class NameList
    {
        private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<string> _all = [];

        public IReadOnlyList<string> All => _all;

        public bool Contains(string name) => _known.Contains(ServerText.Clean(name));

        public void Add(string name)
        {
            string clean = ServerText.Clean(name);
            if (_known.Add(clean))
            {
                _all.Add(clean);
            }
        }
    }
}
