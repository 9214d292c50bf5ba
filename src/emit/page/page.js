/*
 * What the report's page does beyond being read: filters, copies, and lights up what belongs together. Without it every
 * table and picture is there as well.
 */
"use strict";
(() => {
    const all = (selector, root = document) => [...root.querySelectorAll(selector)];
    const main = document.querySelector("main");

    /* An element with attributes; what follows goes into it. */
    function make(name, attributes = {}, ...inside) {
        const element = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) {
            if (typeof value === "function")
                element.addEventListener(key, value);
            else
                element.setAttribute(key, value);
        }
        element.append(...inside);
        return element;
    }

    const button = (text, click, attributes = {}) => make("button", {type: "button", click, ...attributes}, text);

    /* ---- saying, copying ---- */

    const status = document.getElementById("status:");
    let silence;
    function say(text) {
        status.textContent = text;
        clearTimeout(silence);
        silence = setTimeout(() => { status.textContent = ""; }, 2500);
    }

    async function copy(text, what) {
        try {
            await navigator.clipboard.writeText(text);
        } catch {
            /* A page that was opened as a file, or from a plain http server, may not have the clipboard. */
            const field = make("textarea", {"aria-hidden": "true", style: "position:fixed;opacity:0"});
            const focus = document.activeElement;
            field.value = text;
            document.body.append(field);
            field.select();
            const copied = document.execCommand("copy");
            field.remove();
            focus?.focus();
            if (!copied) {
                say("The browser does not let this page copy.");
                return;
            }
        }
        say(what);
    }

    for (const value of all("code.value")) {
        const text = value.textContent;
        value.after(button("", () => copy(text, `Copied ${text}`), {class: "copy", "aria-label": `Copy ${text}`}));
    }

    /* ---- tables as CSV ---- */

    function words(cell) {
        const clone = cell.cloneNode(true);
        all("button, .arrow, .unseen", clone).forEach((element) => element.remove());
        return clone.textContent.trim().replace(/\s+/g, " ");
    }

    /* As RFC 4180 has it; a cell that a spreadsheet would run as a formula is defused. */
    function csv(rows) {
        return rows.map((row) => row.map((text) => {
            const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
            return /[",;\r\n\t]|^ | $/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
        }).join(",") + "\r\n").join("");
    }

    const titles = (table) => all("th", table).map(words);
    const shown = (table) => [...table.tBodies[0].rows].filter((row) => !row.hidden);
    const leg = (row) => row.classList.contains("leg") ? "yes" : "";

    function copyTable(table) {
        const legs = table.querySelector("tr.leg") !== null;
        const rows = shown(table).map((row) => [...[...row.cells].map(words), ...(legs ? [leg(row)] : [])]);
        const head = [...titles(table), ...(legs ? ["Leg of a way"] : [])];
        copy(csv([head, ...rows]), `Copied ${rows.length} ${rows.length === 1 ? "row" : "rows"} as CSV`);
    }

    /* Rows of several tables, with what stands in the headings above them. */
    function copyOpenings(tables) {
        const head = ["Environment", "Purpose", "Table", ...titles(tables[0]), "Leg of a way"];
        const rows = tables.flatMap((table) => shown(table).map((row) => [
            row.dataset.environments.replaceAll("|", ", "), row.dataset.purposes.replaceAll("|", ", "), table.caption.textContent,
            ...[...row.cells].map(words), leg(row)]));
        copy(csv([head, ...rows]), `Copied ${rows.length} ${rows.length === 1 ? "row" : "rows"} as CSV`);
    }

    /* Catalogue entries, "NET-001 NET-002", are not parted at their hyphens. */
    function keepEntries(cell) {
        cell.replaceChildren(...cell.textContent.split(" ").filter(Boolean).flatMap((word) =>
            /^[A-Z]+-\d+,?$/.test(word) ? [make("span", {class: "entry"}, word), " "] : [word, " "]));
    }

    /* Short names stay whole; longer ones are parted, if they have to be, between their parts. */
    for (const code of all(":is(td, p, li) code")) {
        const text = code.textContent;
        if (text.length > 32)
            code.classList.add("long");
        if (text.length <= 16)
            code.classList.add("whole");
        else
            code.replaceChildren(...text.split(/(?<=[.:/])/).flatMap((part) => [part, make("wbr")]));
    }

    for (const table of all("main table")) {
        const name = table.caption.textContent;
        table.parentElement.before(make("div", {class: "tools table"},
            button("Copy as CSV", () => copyTable(table), {"aria-label": `Copy as CSV: ${name}`})));
        /* As cards (see page.css) a table would lose its meaning for screen readers; roles keep it. */
        const columns = titles(table);
        table.className = table.tBodies[0].rows.length > 6 ? "cards" : "cards short";
        table.setAttribute("role", "table");
        all("thead, tbody", table).forEach((group) => group.setAttribute("role", "rowgroup"));
        all("tr", table).forEach((row) => row.setAttribute("role", "row"));
        all("th", table).forEach((cell) => cell.setAttribute("role", "columnheader"));
        for (const row of table.tBodies[0].rows) {
            [...row.cells].forEach((cell, i) => {
                cell.setAttribute("role", "cell");
                cell.dataset.title = columns[i];
                if (columns[i] === "Catalogue" || columns[i] === "Page")
                    keepEntries(cell);
            });
        }
    }

    /* ---- things and openings ---- */

    const things = all("#things\\: > option").map((option) => ({
        number: Number(option.dataset.number),
        text: `${option.value} ${option.label}`.toLowerCase(),
    }));

    /* "12-15 20" as pairs of numbers. */
    const ranges = (text) => (text || "").split(" ").filter(Boolean).map((part) => {
        const [first, last = first] = part.split("-").map(Number);
        return [first, last];
    });
    const meet = (one, other) => one.some(([a, b]) => other.some(([c, d]) => a <= d && c <= b));

    const openings = all("tr[data-from]").map((row) => ({
        row,
        environments: row.dataset.environments.split("|"),
        from: ranges(row.dataset.from),
        to: ranges(row.dataset.to),
        ports: row.dataset.ports.split(" "),
        purposes: row.dataset.purposes.split("|"),
        named: row.closest("table").querySelector("th").textContent === "Source",
    }));

    /* What a row writes about its source and its destination, where that stands in cells of its own. */
    function written(opening) {
        if (!opening.written) {
            const cells = [...opening.row.cells].map((cell) => cell.textContent.toLowerCase());
            const [first, second] = titles(opening.row.closest("table"));
            const party = first === "Party" ? cells.slice(0, 3).join(" ") : "";
            opening.written = opening.named ? cells : second === "Source names" ? [party, ""] : ["", party];
        }
        return opening.written;
    }

    /* Whether "8443" is one of "8080/tcp", "8022/8389/tcp", "8000-8100/tcp". */
    function hasPort(ports, wanted) {
        if (!/^\d+$/.test(wanted))
            return ports.some((port) => port.toLowerCase().includes(wanted));
        return ports.some((port) => port.split("/").some((part) => {
            const [first, last = first] = part.split("-");
            return /^\d+$/.test(first) && Number(first) <= Number(wanted) && Number(wanted) <= Number(last);
        }));
    }

    /* ---- filters: one for each section that has openings ---- */

    const filters = [];

    function select(name, values) {
        return make("select", {name}, make("option", {value: ""}, "all"),
            ...values.map((value) => make("option", {value}, value)));
    }

    function addFilter(section) {
        const mine = openings.filter((opening) => section.contains(opening.row));
        if (!mine.length)
            return;
        const tables = [...new Set(mine.map((opening) => opening.row.closest("table")))];
        const distinct = (values) => [...new Set(values)].filter(Boolean);
        const title = section.querySelector("h2").textContent.replace(/^[\d. ]+/, "");
        const input = (name) => make("input", {name, type: "search", autocomplete: "off", spellcheck: "false",
            ...(name === "port" ? {inputmode: "numeric"} : {list: "things:"})});
        const fields = {
            environment: select("environment", distinct(mine.flatMap((opening) => opening.environments))),
            source: input("source"),
            destination: input("destination"),
            port: input("port"),
            purpose: select("purpose", distinct(mine.flatMap((opening) => opening.purposes))),
        };
        const count = make("output", {"aria-live": "polite"});
        const chip = button("", () => { pinned = null; apply(); }, {hidden: ""});
        let pinned = null;

        function apply() {
            const wanted = Object.fromEntries(
                Object.entries(fields).map(([name, field]) => [name, field.value.trim().toLowerCase()]));
            const named = (text) => things.filter((thing) => thing.text.includes(text))
                .map((thing) => [thing.number, thing.number]);
            const sources = wanted.source && named(wanted.source);
            const destinations = wanted.destination && named(wanted.destination);
            const ends = (opening, text, numbers, own, side) => !text || meet(own, numbers) ||
                written(opening)[side].includes(text);
            const among = (texts, text) => !text || texts.some((one) => one.toLowerCase() === text);
            let left = 0;
            for (const opening of mine) {
                const fits = among(opening.environments, wanted.environment) &&
                    among(opening.purposes, wanted.purpose) &&
                    (!wanted.port || hasPort(opening.ports, wanted.port)) &&
                    ends(opening, wanted.source, sources, opening.from, 0) &&
                    ends(opening, wanted.destination, destinations, opening.to, 1) &&
                    (!pinned || meet(pinned.numbers, opening.from) || meet(pinned.numbers, opening.to));
                opening.row.hidden = !fits;
                left += fits;
            }
            for (const part of all("section", section)) {
                const rows = all("tr[data-from]", part);
                if (rows.length)
                    part.hidden = rows.every((row) => row.hidden);
            }
            count.textContent = left === mine.length ? `${left} rows` : `${left} of ${mine.length} rows`;
            chip.hidden = !pinned;
            if (pinned) {
                chip.textContent = `With ${pinned.name} ✕`;
                chip.setAttribute("aria-label", `Stop showing only rows with ${pinned.name}`);
            }
        }

        const form = make("form", {class: "filter", role: "search", "aria-label": `Filter: ${title}`,
            input: apply,
            submit: (event) => event.preventDefault(),
            reset: () => { pinned = null; setTimeout(apply); }},
        ...Object.entries(fields).map(([name, field]) =>
            make("label", {}, name[0].toUpperCase() + name.slice(1), field)),
        make("div", {class: "tools"}, make("button", {type: "reset"}, "Clear"),
            button("Copy these rows as CSV", () => copyOpenings(tables)), chip, count));
        section.querySelector("section").before(form);
        apply();
        filters.push({section, form, pin: (thing) => { pinned = thing; apply(); }});
    }

    all("main > section").forEach(addFilter);

    /* ---- pictures ---- */

    const figures = all("figure");

    function addSwitch() {
        const holder = document.querySelector(".figures");
        if (!holder)
            return;
        const buttons = figures.map((figure) => button(figure.querySelector("figcaption").textContent,
            () => show(figure)));
        function show(wanted) {
            figures.forEach((figure, i) => {
                figure.hidden = figure !== wanted;
                buttons[i].setAttribute("aria-pressed", figure === wanted);
            });
        }
        const full = button("Full size", () => full.setAttribute("aria-pressed", holder.classList.toggle("full")),
            {"aria-pressed": "false"});
        holder.before(make("div", {class: "tools"},
            make("div", {class: "tools", role: "group", "aria-label": "Which diagram"}, ...buttons), full));
        show(figures[0]);
    }

    function unlight() {
        all(".lit").forEach((element) => element.classList.remove("lit"));
        all("svg.dimmed").forEach((svg) => svg.classList.remove("dimmed"));
    }

    function addFigure(figure) {
        const svg = figure.querySelector("svg");
        const nodes = all("[data-things]", svg), lines = all("[data-tail]", svg);
        const byId = new Map(all("g[id]", svg).map((element) => [element.id, element]));
        const found = make("p", {class: "tools found"});
        let pinned = null, told = null;
        figure.append(found);
        svg.style.setProperty("--natural", `${svg.viewBox.baseVal.width * 4 / 3}px`);
        if (!nodes.length)
            return;
        svg.setAttribute("role", "group"); /* as a picture nothing in it could be reached */

        /* A node and the frames around it: lines that end at a frame are those of all that is in it. */
        function around(element) {
            const ids = new Set();
            for (let at = element; at; at = byId.get(at.dataset.frame))
                ids.add(at.id);
            return ids;
        }

        function light(node) {
            unlight();
            const ids = around(node), numbers = ranges(node.dataset.things);
            svg.classList.add("dimmed");
            node.classList.add("lit");
            for (const line of lines) {
                const out = ids.has(line.dataset.tail), into = ids.has(line.dataset.head);
                if (out === into)
                    continue;
                line.classList.add("lit");
                const other = byId.get(out ? line.dataset.head : line.dataset.tail);
                other?.classList.add("lit");
                if (other?.classList.contains("cluster"))
                    nodes.filter((inner) => around(inner).has(other.id))
                        .forEach((inner) => inner.classList.add("lit"));
            }
            let from = 0, to = 0;
            for (const opening of openings) {
                const out = meet(numbers, opening.from), into = meet(numbers, opening.to);
                opening.row.classList.toggle("lit", out || into);
                from += out && opening.named;
                to += into && opening.named;
            }
            tell(node, numbers, from, to);
        }

        function tell(node, numbers, from, to) {
            if (told === node) /* the button that is there may be about to be pressed */
                return;
            told = node;
            found.replaceChildren(`${node.name}: ${from} openings from it, ${to} to it.`);
            if (from + to && filters.length)
                found.append(button("Show them", () => {
                    filters[0].form.reset();
                    setTimeout(() => {
                        filters[0].pin({name: node.name, numbers});
                        filters[0].section.scrollIntoView();
                        filters[0].form.querySelector("select").focus({preventScroll: true});
                    });
                }));
        }

        function settle() {
            if (pinned)
                light(pinned);
            else
                unlight();
        }

        function pin(node) {
            pinned = pinned === node ? null : node;
            nodes.forEach((other) => other.setAttribute("aria-pressed", other === pinned));
            if (pinned)
                light(node);
            else
                settle();
        }

        function step(node, event) {
            const by = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
            if (event.key === "Enter" || event.key === " ") {
                pin(node);
            } else if (event.key === "Escape") {
                pinned = node;
                pin(node);
            } else if (by) {
                const next = nodes[(nodes.indexOf(node) + by + nodes.length) % nodes.length];
                node.setAttribute("tabindex", "-1");
                next.setAttribute("tabindex", "0");
                next.focus();
            } else {
                return;
            }
            event.preventDefault();
        }

        nodes.forEach((node, i) => {
            node.name = all("text", node).map((text) => text.textContent)[0] || node.id;
            const label = all("text", node).map((text) => text.textContent).join(", ");
            node.setAttribute("role", "button");
            node.setAttribute("aria-label", label);
            node.setAttribute("aria-pressed", "false");
            node.setAttribute("tabindex", i ? "-1" : "0");
            node.addEventListener("pointerenter", () => light(node));
            node.addEventListener("pointerleave", settle);
            node.addEventListener("focus", () => light(node));
            node.addEventListener("blur", settle);
            node.addEventListener("click", () => pin(node));
            node.addEventListener("keydown", (event) => step(node, event));
        });
    }

    figures.forEach(addFigure);

    /* What is wider than its place can be scrolled with the keyboard. What is far from being seen has no size yet:
     * the browser tells when it gets one. */
    const sizes = new ResizeObserver((entries) => {
        for (const {target: box} of entries) {
            const wide = box.scrollWidth > box.clientWidth + 1;
            const name = box.querySelector("caption") || box.previousElementSibling;
            for (const [key, value] of Object.entries(
                {tabindex: "0", role: "region", "aria-label": `${name?.textContent ?? ""}, scrollable`})) {
                if (wide)
                    box.setAttribute(key, value);
                else
                    box.removeAttribute(key);
            }
        }
    });

    addSwitch();
    all(".scroll, .picture").forEach((box) => sizes.observe(box));

    /* ---- what is folded away ---- */

    const contents = document.querySelector(".contents");
    const beside = matchMedia("(min-width: 76rem)"); /* see page.css */
    const fold = () => { contents.open = beside.matches || matchMedia("print").matches; };
    beside.addEventListener("change", fold);
    fold();

    function unfold() {
        const id = location.hash.slice(1);
        const target = document.getElementById(id) || document.getElementById(decodeURI(id));
        if (target?.tagName === "DETAILS")
            target.open = true;
        for (let at = target; at && at !== main; at = at.parentElement)
            at.hidden = false;
    }

    addEventListener("hashchange", unfold);
    unfold();

    let folded = [];
    addEventListener("beforeprint", () => {
        folded = all("details:not([open])");
        folded.forEach((details) => { details.open = true; });
    });
    addEventListener("afterprint", () => folded.forEach((details) => { details.open = false; }));
})();
