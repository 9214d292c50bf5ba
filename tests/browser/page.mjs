/*
 * Opens pages in Chromium and looks at them: takes a JSON file [{name, file}], gives a line of JSON for each check,
 * {name, good, detail}.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"];
/* What a page of A4 leaves for text, in CSS pixels. */
const PAPER = { width: 688, height: 994 };

/* How long and how often to wait for what may never come. A page that is as it should be never takes that long,
 * however busy the machine is: only one that is not has to be given up on. */
const PATIENCE = { timeout: 120000, tries: 200, between: 100 };
const WIDE = { width: 1400, height: 1000 }, PHONE = { width: 390, height: 844 };

function check(name, good, detail = "") {
    console.log(JSON.stringify({ name, good: Boolean(good), detail: String(detail) }));
}

/* What a page does about an event it does some time after it: looks until what READ gives is GOOD. */
async function comesTo(name, good, read) {
    let found = await read();
    for (let left = PATIENCE.tries; !good(found) && left > 0; left--) {
        await pause(PATIENCE.between);
        found = await read();
    }
    check(name, good(found), Array.isArray(found) ? found.join("\n") : JSON.stringify(found));
}

/* An empty page; what it fetches and complains of from now on is collected. */
async function empty(browser, options) {
    const context = await browser.newContext({ viewport: WIDE, reducedMotion: "reduce", ...options });
    context.setDefaultTimeout(PATIENCE.timeout);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await context.newPage();
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()))
            page.faults.push(message.text());
    });
    page.on("pageerror", (error) => page.faults.push(error.stack));
    page.on("request", (request) => {
        if (request.url() !== page.address)
            page.faults.push(`fetches ${request.url()}`);
    });
    return page;
}

/* Puts FILE into a page. */
async function load(page, file) {
    page.faults = [];
    page.address = pathToFileURL(file).href;
    await page.goto(page.address);
}

/* What axe says about a page, or, with RULES, what these of its rules say. */
async function checkAccess(title, page, rules) {
    const violations = await page.evaluate(async (only) => (await window.axe.run(document, {
        resultTypes: ["violations"], preload: false, iframes: false, ...(only && { runOnly: only })
    })).violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => ({ html })) })), rules);
    check(`${title}: axe finds nothing`, violations.length === 0, violations.map((violation) =>
        [`${violation.id}: ${violation.help}`, ...violation.nodes.slice(0, 3).map((node) => `  ${node.html.slice(0, 200)}`)]
            .join("\n")).join("\n"));
}

/* What sticks out of the page's width. */
const overflowing = (page) => page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll("main *, header *")].filter((element) => {
        const box = element.getBoundingClientRect();
        const clipped = element.closest(".scroll, .picture, pre, .unseen, caption, figcaption");
        return box.width > 0 && box.right > width + 1 &&
            (!clipped || getComputedStyle(clipped).overflowX === "visible");
    }).slice(0, 5).map((element) => element.outerHTML.slice(0, 160));
});

async function checkPaper(title, page) {
    await page.setViewportSize(PAPER);
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const out = await overflowing(page);
    check(`${title}: nothing is cut off on paper`, out.length === 0, out.join("\n"));
    const hidden = await page.evaluate(() =>
        [...document.querySelectorAll("figure, details > p, tbody tr")].filter((element) => !element.checkVisibility())
            .slice(0, 5).map((element) => element.outerHTML.slice(0, 160)));
    check(`${title}: all of it is on paper`, hidden.length === 0, hidden.join("\n"));
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
    const count = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    const figures = await page.locator("figure").count();
    check(`${title}: it prints`, count > figures, `${count} pages with ${figures} pictures`);
}

/* Of axe's rules those that a colour or a width can break; the others find the same at any. */
const LOOKS = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"];

/* Looks at a file in PAGE as it is, on paper and on a phone, and in STILL, which runs no script. */
async function look(page, still, { name, file }) {
    await page.emulateMedia({ media: null, colorScheme: "light" });
    await page.setViewportSize(WIDE);
    await load(page, file);
    /* All of it at once, as if a reader had gone through it. */
    await page.addStyleTag({ content: "section section { content-visibility: visible !important; }" });
    await page.evaluate(AXE);
    await checkAccess(`${name}, light`, page);
    const twice = await page.evaluate(() => {
        const seen = new Set();
        return [...document.querySelectorAll("[id]")].map(({ id }) => id)
            .filter((id) => seen.has(id) || !seen.add(id)).slice(0, 5);
    });
    check(`${name}: no id twice in the page`, twice.length === 0, twice.join("\n"));
    const lost = await page.evaluate(() => [...document.querySelectorAll("a[href^='#']")]
        .map((link) => decodeURIComponent(link.getAttribute("href").slice(1)))
        .filter((id) => !document.getElementById(id)));
    check(`${name}: every link leads somewhere`, lost.length === 0, lost.join("\n"));

    await page.setViewportSize(PHONE);
    await page.emulateMedia({ colorScheme: "dark" });
    const out = await overflowing(page);
    check(`${name}: fits a phone`, out.length === 0, out.join("\n"));
    await checkAccess(`${name}, dark, on a phone`, page, LOOKS);

    await checkPaper(name, page);
    check(`${name}: nothing is fetched or complained of`, page.faults.length === 0, page.faults.join("\n"));

    await load(still, file);
    check(`${name}: all is there without script`,
        await still.locator("figure:visible").count() === await still.locator("figure").count() &&
        await still.locator("main table:visible").count() === await still.locator("main table").count());
}

const OPENINGS = "main > section:has(> form.filter)";

async function filterRows(title, page) {
    const section = page.locator(OPENINGS).first();
    const rows = section.locator("tr[data-from]:visible");
    const before = await rows.count();
    const cells = (column) => () => rows.evaluateAll((found, i) => found.map((row) => row.cells[i].textContent), column);
    const some = (found) => found.length > 0 && found.length < before;

    await section.locator("[name=port]").fill("1433");
    await comesTo(`${title}: the filter for a port leaves its rows`,
        (ports) => some(ports) && ports.every((port) => port === "1433/tcp"),
        () => rows.evaluateAll((found) => found.map((row) => row.dataset.ports)));
    const left = await rows.count();
    await comesTo(`${title}: the filter says how many rows are left`, (text) => text === `${left} of ${before} rows`,
        () => section.locator("output").innerText());

    await section.locator("[name=port]").fill("");
    await section.locator("[name=source]").fill("fe3");
    await comesTo(`${title}: a server is found in the set that holds it`,
        (sources) => some(sources) && sources.some((source) => source.includes("fe[1-4]")) &&
            sources.every((source) => /fe3|fe\[1-4\]/.test(source)), cells(0));
    await section.locator("[name=source]").fill("10.20.9.5");
    await comesTo(`${title}: an address that is no source leaves nothing`, (count) => count === 0, () => rows.count());
    await section.locator("[name=source]").fill("");
    await section.locator("[name=destination]").fill("10.20.9.5");
    await comesTo(`${title}: a destination is found by its address`,
        (databases) => some(databases) && databases.every((text) => text.includes("10.20.9.5")), cells(1));
    await section.getByRole("button", { name: "Clear" }).click();

    for (const name of ["environment", "purpose"]) {
        const field = section.locator(`[name=${name}]`);
        const value = await field.locator("option").last().getAttribute("value");
        await field.selectOption(value);
        await comesTo(`${title}: the filter for ${name} leaves its rows`,
            (found) => some(found) && found.every((text) => text.split("|").includes(value)),
            () => rows.evaluateAll((list, key) => list.map((row) => row.dataset[key]),
                `${name}s`));
        await field.selectOption("");
    }
    await comesTo(`${title}: without filters all rows are there again`,
        ([count, said]) => count === before && said === `${before} rows`,
        async () => [await rows.count(), await section.locator("output").innerText()]);
}

/* Outside parties are found by their names, whichever end they are. */
async function filterParties(title, page) {
    const section = page.locator("section[id='external:']");
    const rows = section.locator("tr[data-from]:visible");
    const before = await rows.count();
    const parties = () => rows.evaluateAll((found) => found.map((row) => row.cells[0].textContent));
    const only = (party) => (found) => found.length > 0 && found.length < before && found.every((text) => text === party);
    await section.locator("[name=destination]").fill("sap.acme");
    await comesTo(`${title}: one that is reached is found by its name`, only("SAP ERP"), parties);
    await section.locator("[name=destination]").fill("");
    await section.locator("[name=source]").fill("34.241.56.16");
    await comesTo(`${title}: one that comes in is found by its address`, only("Experience Builder"), parties);
    await section.locator("[name=source]").fill("fe3");
    await comesTo(`${title}: who is at its other end finds it, too`, (found) => found.includes("SAP ERP") &&
        !found.includes("Experience Builder"), parties);
    await section.getByRole("button", { name: "Clear" }).click();
}

/* What is in the clipboard once the page has said that it copied; what it said is gone from the page soon. */
async function copied(page, button) {
    await page.evaluate(() => {
        window.said = new Promise((resolve) => {
            const status = document.querySelector("[role=status]");
            const observer = new MutationObserver(() => {
                if (status.textContent) {
                    observer.disconnect();
                    resolve(status.textContent);
                }
            });
            observer.observe(status, { childList: true });
        });
    });
    await button.click();
    return page.evaluate(async () => ({ said: await window.said, text: await navigator.clipboard.readText() }));
}

const lines = (text) => text.trimEnd().split(/\r?\n/);

async function copyThings(title, page) {
    const value = page.locator("code.value").first();
    const one = await copied(page, value.locator("xpath=following-sibling::button"));
    check(`${title}: a value is copied`, one.text === await value.innerText(), one.text);
    check(`${title}: copying is said`, one.said.startsWith("Copied"), one.said);

    const section = page.locator(OPENINGS).first();
    const table = section.locator("table").first();
    const whole = lines((await copied(page, section.getByRole("button", { name: /^Copy as CSV/ }).first())).text);
    check(`${title}: a table is copied as CSV`,
        whole[0].startsWith("Source,Destination,Port,") && whole.length === 1 + await table.locator("tbody tr").count(),
        whole.join("\n"));
    await section.locator("[name=port]").fill("1433");
    await section.locator("output", { hasText: " of " }).waitFor();
    const left = lines((await copied(page, section.getByRole("button", { name: "Copy these rows" }))).text);
    check(`${title}: the rows that are left are copied as CSV`, left[0].startsWith("Environment,Purpose,Table,Source") &&
        left.length > 1 && left.slice(1).every((line) => line.includes("1433/tcp")), left.join("\n"));
    await section.getByRole("button", { name: "Clear" }).click();
}

async function lightUp(title, page) {
    const figure = page.locator("figure:visible").first();
    const node = figure.locator("[data-things].load-balancer").first();
    const lit = () => figure.locator("svg").evaluate((svg) => ({
        nodes: svg.querySelectorAll("[data-things].lit").length,
        lines: svg.querySelectorAll(".edge.lit").length,
        rows: document.querySelectorAll("tr.lit").length,
        rest: svg.querySelectorAll("[data-things]:not(.lit)").length,
        focus: document.activeElement.id,
    }));
    const bright = (found) => found.nodes > 1 && found.lines > 1 && found.rows > 0 && found.rest > 0;
    await node.hover();
    await comesTo(`${title}: pointing at a node lights up its lines, ends and rows`, bright, lit);
    await page.mouse.move(0, 0);
    await comesTo(`${title}: and no longer than that`, (found) => found.lines === 0 && found.rows === 0, lit);

    await figure.locator("[data-things][tabindex='0']").focus();
    await comesTo(`${title}: so does the keyboard`, (found) => found.lines > 0, lit);
    const { focus } = await lit();
    await page.keyboard.press("ArrowRight");
    await comesTo(`${title}: arrows go from node to node`, (found) => found.focus !== focus && found.lines > 0, lit);

    await node.click();
    await page.mouse.move(0, 0);
    await comesTo(`${title}: a click keeps it lit`, bright, lit);
    await figure.getByRole("button", { name: "Show them" }).click();
    const section = page.locator(OPENINGS).first();
    await section.locator("output", { hasText: " of " }).waitFor();
    await comesTo(`${title}: and its rows can be shown alone`, ({ shown, others }) => shown > 0 && others === 0,
        async () => ({ shown: await section.locator("tr[data-from]:visible").count(),
            others: await section.locator("tr[data-from]:visible:not(.lit)").count() }));
    await section.getByRole("button", { name: /^Stop showing only/ }).click();

    const other = page.getByRole("group", { name: "Which diagram" }).getByRole("button").nth(1);
    await other.click();
    await page.locator(`figure[id="figure:${await other.innerText()}"]`).waitFor();
    check(`${title}: another diagram can be chosen`, await page.locator("figure:visible").count() === 1);
}

async function readFindings(title, page) {
    const place = page.locator("a.place").first();
    await place.click();
    const excerpt = page.locator("div.excerpt:target");
    check(`${title}: a finding leads to its place`, await excerpt.locator("h3").innerText() === await place.innerText() &&
        (await excerpt.locator("mark").innerText()).includes("hostname \"www.acme.example\""));

    const link = page.locator("a.rule").first();
    await link.click();
    const rule = page.locator("details.page:target[open]");
    await rule.waitFor(); /* the browser goes there first, the page unfolds it then */
    check(`${title}: a finding leads to the page of its rule`,
        await page.locator("details.page[open]").count() === 1 && await rule.locator("pre").count() === 2 &&
        (await rule.locator("summary").innerText()).startsWith(await link.innerText()));
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS, timeout: PATIENCE.timeout });
const pages = JSON.parse(readFileSync(process.argv[2], "utf8"));
const waiting = [...pages];
await Promise.all([1, 2].map(async () => {
    const page = await empty(browser, {}), still = await empty(browser, { javaScriptEnabled: false });
    for (let next; (next = waiting.shift());)
        await look(page, still, next);
}));
const acme = pages.find((page) => page.name === "examples/acme");
const page = await empty(browser, {});
await load(page, acme.file);
for (const work of [filterRows, filterParties, copyThings, lightUp, readFindings])
    await work(`${acme.name}, ${work.name}`, page);
check("worked pages fetch and complain of nothing", page.faults.length === 0, page.faults.join("\n"));
await browser.close();
