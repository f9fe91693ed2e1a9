// The script of the reports. The pages are whole without it; it adds the lists of users, sorting, filters, and reading the curves.
// Every text goes in as text, never as markup.
"use strict";
(() => {
    const byId = id => document.getElementById(id);
    const data = JSON.parse(byId("data").textContent);
    const fill = (term, ...values) => data.terms[term].replace(/\{(\d)\}/g, (all, index) => values[index] ?? all);
    const count = number => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
    const make = (tag, properties = {}, ...children) => {
        const element = Object.assign(document.createElement(tag), properties);
        element.append(...children);
        return element;
    };
    const name = text => make("bdi", { textContent: text });

    for (const hidden of document.querySelectorAll(".find[hidden], #theme[hidden]")) hidden.hidden = false;
    theme();
    const tip = tooltips();
    const summary = document.querySelector("table.tree");
    const users = byId("users") && userList();
    if (summary) summaryTable();
    for (const table of document.querySelectorAll("table.sortable")) sortable(table, table.tHead.rows[0].cells, (column, up) => sortRows(table.tBodies[0], column, up));
    for (const curve of data.curves ?? []) readable(curve);

    // Dark or light: as the system has it, until someone asks for the other one.
    function theme() {
        const button = byId("theme");
        const system = matchMedia("(prefers-color-scheme: dark)");
        const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
        const show = () => button.setAttribute("aria-pressed", isDark());
        button.addEventListener("click", () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; show(); });
        system.addEventListener("change", show);
        show();
    }

    // One tooltip for all: it shows the device types behind a number of sessions, on hover and on focus, and Escape sends it away.
    function tooltips() {
        const box = byId("tip");
        let owner = null;
        const hide = () => { owner?.removeAttribute("aria-describedby"); owner = null; box.hidden = true; };
        const show = button => {
            if (owner === button) return;
            hide();
            owner = button;
            const list = make("dl");
            for (const [device, ...figures] of button.tip()) list.append(make("dt", {}, name(device)), ...figures.map(figure => make("dd", { textContent: figure })));
            box.replaceChildren(make("strong", { textContent: data.terms.DeviceTypes }), list);
            box.hidden = false;
            button.setAttribute("aria-describedby", "tip");
            place();
        };
        const place = () => {
            const at = owner.getBoundingClientRect(), size = box.getBoundingClientRect(), edge = 8;
            const below = at.bottom + edge + size.height <= innerHeight;
            box.style.top = `${below ? at.bottom + 6 : Math.max(edge, at.top - size.height - 6)}px`;
            box.style.left = `${Math.max(edge, Math.min(at.right - size.width, innerWidth - size.width - edge))}px`;
        };
        const of = event => event.target.closest?.("button.tipped");
        document.addEventListener("pointerover", event => of(event) ? show(of(event)) : owner !== document.activeElement && hide());
        document.addEventListener("focusin", event => of(event) ? show(of(event)) : hide());
        document.addEventListener("focusout", hide);
        document.addEventListener("click", event => of(event) && show(of(event)));
        document.addEventListener("scroll", () => owner && place(), { capture: true, passive: true });
        document.addEventListener("keydown", event => event.key === "Escape" && hide());
        return (text, figures) => Object.assign(make("button", { type: "button", className: "tipped", textContent: text }), { tip: figures });
    }

    // Headings become buttons that sort. A second press turns the order round; figures begin with the largest.
    function sortable(table, cells, sort) {
        const announce = table.caption, plain = announce.textContent;
        for (const [column, cell] of [...cells].entries()) {
            const button = make("button", { type: "button", textContent: cell.textContent });
            cell.replaceChildren(button);
            button.addEventListener("click", () => {
                const before = cell.getAttribute("aria-sort");
                const up = before ? before === "descending" : !cell.classList.contains("number");
                for (const other of cells) other.removeAttribute("aria-sort");
                cell.setAttribute("aria-sort", up ? "ascending" : "descending");
                announce.textContent = `${plain}, ${fill(up ? "SortedUp" : "SortedDown", button.textContent)}`;
                sort(column, up);
            });
        }
    }

    function comparer() {
        const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
        return (a, b) => typeof a === "number" ? a - b : collator.compare(a, b);
    }

    function valueOf(row, column) {
        const cell = row.cells[column];
        if (!cell) return "";
        const text = cell.textContent;
        return cell.classList.contains("number") ? parseFloat(text.replaceAll(",", "")) || 0 : text;
    }

    function sortRows(body, column, up) {
        const compare = comparer();
        body.append(...[...body.rows].sort((a, b) => (up ? 1 : -1) * compare(valueOf(a, column), valueOf(b, column))));
    }

    // Cluster, groups and nodes stay a tree: groups are sorted among each other, nodes within their group.
    function summaryTable() {
        const bodies = [...summary.tBodies];
        sortable(summary, summary.tHead.rows[0].cells, (column, up) => {
            const compare = comparer(), turn = up ? 1 : -1;
            for (const body of bodies) {
                const nodes = [...body.rows].filter(row => row.className === "node");
                body.append(...nodes.sort((a, b) => turn * compare(valueOf(a, column), valueOf(b, column))));
            }

            const groups = bodies.filter(body => body.rows[0].className !== "cluster");
            summary.append(...groups.sort((a, b) => turn * compare(valueOf(a.rows[0], column), valueOf(b.rows[0], column))));
        });
        byId("summary-find").addEventListener("input", event => {
            const wanted = event.target.value.trim().toLowerCase();
            let shown = 0;
            for (const body of bodies) {
                const fits = row => row.cells[0].textContent.toLowerCase().includes(wanted);
                const rows = [...body.rows], group = rows.find(row => row.className === "group");
                const whole = wanted === "" || (group && fits(group));
                for (const row of rows) row.hidden = !(whole || fits(row));
                // A group stays above its nodes.
                if (group && rows.some(row => !row.hidden)) group.hidden = false;
                shown += rows.filter(row => !row.hidden).length;
            }

            byId("summary-empty").textContent = shown ? "" : data.terms.NothingFound;
        });
        for (const cell of summary.querySelectorAll("td[data-tip]")) {
            if (cell.dataset.tip) cell.replaceChildren(tip(cell.textContent, () => cell.dataset.tip.split("\n").map(line => line.split("\t"))));
        }

        if (!users) return;
        [...summary.querySelectorAll("tbody tr")].forEach((row, index) => {
            const cell = row.querySelector("td[data-parts]");
            if (!cell) return;
            const title = row.className === "cluster" ? data.terms.UsersOfCluster : fill("UsersOf", row.cells[0].textContent);
            const button = make("button", { type: "button", className: "open", textContent: cell.textContent });
            button.setAttribute("aria-expanded", "false");
            button.setAttribute("aria-controls", "users");
            button.setAttribute("aria-label", `${cell.textContent}: ${fill("ShowUsersOf", row.cells[0].textContent)}`);
            button.addEventListener("click", () => { location.hash = `users-${index}`; if (button.getAttribute("aria-expanded") === "true") users.focus(); });
            cell.replaceChildren(button);
            users.add(`#users-${index}`, { button, title, parts: cell.dataset.parts.split(",").map(Number) });
        });
        users.begin();
    }

    // The users of a node, a group or the cluster. There may be tens of thousands; the table holds one page of them.
    function userList() {
        const table = byId("users-table"), body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
        const [find, device, least, size] = ["users-find", "users-device", "users-sessions", "users-size"].map(byId);
        const totals = data.combinations.map(counts => counts.reduce((sum, sessions) => sum + sessions, 0));
        const lists = data.combinations.map(counts => counts.map((sessions, index) => sessions === 0 ? "" : sessions === 1 ? data.devices[index] : `${data.devices[index]} \u00d7${count(sessions)}`).filter(text => text).join(", "));
        const scopes = new Map();
        let current = null, all = [], found = [], page = 0, order = null;
        size.value = "100";

        const rowsOf = parts => {
            const rows = [];
            for (const part of parts) {
                const { node, group, users: list } = data.parts[part];
                for (let i = 0; i < list.length; i += 2) rows.push({ id: list[i], low: list[i].toLowerCase(), kind: list[i + 1], node, group });
            }

            return rows;
        };
        const keys = [row => row.id, row => row.node, row => row.group, row => totals[row.kind], row => lists[row.kind]];
        const filter = () => {
            const wanted = find.value.trim().toLowerCase(), type = device.value, atLeast = Number(least.value);
            const kinds = totals.map((total, kind) => total >= atLeast && (type === "" || data.combinations[kind][type] > 0));
            found = all.filter(row => kinds[row.kind] && row.low.includes(wanted));
            if (order) {
                const compare = comparer(), key = keys[order.column], turn = order.up ? 1 : -1;
                found.sort((a, b) => turn * compare(key(a), key(b)));
            }

            page = 0;
            show();
        };
        const show = () => {
            const length = Number(size.value), first = page * length, last = Math.min(first + length, found.length);
            body.replaceChildren(...found.slice(first, last).map(row => make("tr", {},
                make("th", { scope: "row" }, name(row.id)),
                make("td", { className: "place", hidden: heads[1].hidden }, name(row.node)),
                make("td", { className: "place", hidden: heads[2].hidden }, name(row.group)),
                make("td", { className: "number" }, tip(count(totals[row.kind]), () => figuresOf(row.kind))),
                make("td", { className: "wide", textContent: lists[row.kind] }))));
            const values = [count(first + 1), count(last), count(found.length), count(all.length)];
            byId("users-range").textContent = found.length === 0 ? data.terms.NothingFound : fill(found.length < all.length ? "RangeFiltered" : "RangeOf", ...values);
            byId("users-previous").disabled = page === 0;
            byId("users-next").disabled = last === found.length;
        };
        const figuresOf = kind => data.combinations[kind].flatMap((sessions, index) => sessions ? [[data.devices[index], count(sessions)]] : []);
        const turn = by => { page += by; show(); byId("users").scrollIntoView({ block: "start" }); };
        const open = scope => {
            current?.button.setAttribute("aria-expanded", "false");
            const before = current;
            current = scope ?? null;
            byId("users").hidden = !scope;
            if (!scope) {
                before?.button.focus();
                return;
            }

            scope.button.setAttribute("aria-expanded", "true");
            all = rowsOf(scope.parts);
            heads[1].hidden = new Set(all.map(row => row.node)).size < 2;
            heads[2].hidden = new Set(all.map(row => row.group)).size < 2;
            byId("users-title").replaceChildren(scope.title);
            byId("users-note").textContent = scope.parts.length > 1 ? data.terms.PerNodeNote : "";
            find.value = "";
            filter();
            focus();
        };
        const focus = () => { byId("users-title").focus({ preventScroll: true }); byId("users").scrollIntoView({ block: "start" }); };

        sortable(table, heads, (column, up) => { order = { column, up }; filter(); });
        for (const [control, type] of [[find, "input"], [device, "change"], [least, "change"], [size, "change"]]) control.addEventListener(type, filter);
        byId("users-previous").addEventListener("click", () => turn(-1));
        byId("users-next").addEventListener("click", () => turn(1));
        byId("users-close").addEventListener("click", () => { history.pushState(null, "", location.pathname + location.search); open(null); });
        addEventListener("hashchange", () => open(scopes.get(location.hash)));
        addEventListener("popstate", () => { if (location.hash === "" && current) open(null); });
        return { add: (hash, scope) => scopes.set(hash, scope), begin: () => scopes.has(location.hash) && open(scopes.get(location.hash)), focus };
    }

    // A curve is read with the pointer or the arrow keys: time, sessions and fill of the nearest point.
    function readable({ id, offset, limit, from, to, times, sessions }) {
        const plot = byId(id), reading = byId(`${id}-reading`), svg = plot.querySelector("svg");
        const cursor = svg.querySelector("line.cursor");
        let at = -1;
        const show = index => {
            at = Math.max(0, Math.min(times.length - 1, index));
            const x = `${100 * (times[at] - from) / Math.max(1, to - from)}%`;
            for (const end of ["x1", "x2"]) cursor.setAttribute(end, x);
            cursor.removeAttribute("visibility");
            const time = new Date((times[at] + offset * 60) * 1000).toISOString().slice(0, 16).replace("T", " ");
            reading.textContent = fill("CurveReading", time, count(sessions[at]), (100 * sessions[at] / limit).toFixed(1));
        };
        plot.tabIndex = 0;
        plot.addEventListener("pointermove", event => {
            const box = svg.getBoundingClientRect();
            const time = from + (to - from) * (event.clientX - box.left) / box.width;
            let low = 0, high = times.length - 1;
            while (low < high) {
                const middle = (low + high) >> 1;
                if (times[middle] < time) low = middle + 1; else high = middle;
            }

            show(low > 0 && time - times[low - 1] < times[low] - time ? low - 1 : low);
        });
        plot.addEventListener("keydown", event => {
            const steps = { ArrowLeft: at - 1, ArrowRight: at + 1, PageUp: at - 10, PageDown: at + 10, Home: 0, End: times.length - 1 };
            if (event.key in steps) {
                event.preventDefault();
                show(steps[event.key]);
            }
        });
    }
})();
