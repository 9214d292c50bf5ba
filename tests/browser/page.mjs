/*
 * Opens pages in Chromium and looks at them: takes a JSON file [{name, file}], gives a line of JSON for each check,
 * {name, good, detail}.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"];
/* What a page of A4 leaves for text, in CSS pixels. */
const PAPER = { width: 688, height: 994 };

function check(name, good, detail = "") {
    console.log(JSON.stringify({ name, good: Boolean(good), detail: String(detail) }));
}

/* A page of its own with FILE in it; what it fetches and complains of is collected. */
async function open(browser, file, options) {
    const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, ...options });
    context.setDefaultTimeout(10000);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await context.newPage();
    page.faults = [];
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()))
            page.faults.push(message.text());
    });
    page.on("pageerror", (error) => page.faults.push(error.stack));
    page.on("request", (request) => {
        if (request.url() !== page.address)
            page.faults.push(`fetches ${request.url()}`);
    });
    page.address = pathToFileURL(file).href;
    await page.goto(page.address);
    return page;
}

async function checkAccess(title, page) {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
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

async function look(browser, { name, file }) {
    const light = await open(browser, file, { colorScheme: "light" });
    await checkAccess(`${name}, light`, light);
    const twice = await light.evaluate(() => {
        const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
        return ids.filter((id, i) => ids.indexOf(id) !== i).slice(0, 5);
    });
    check(`${name}: no id twice in the page`, twice.length === 0, twice.join("\n"));
    const lost = await light.evaluate(() => [...document.querySelectorAll("a[href^='#']")]
        .map((link) => decodeURIComponent(link.getAttribute("href").slice(1)))
        .filter((id) => !document.getElementById(id)));
    check(`${name}: every link leads somewhere`, lost.length === 0, lost.join("\n"));
    await checkPaper(name, light);
    check(`${name}: nothing is fetched or complained of`, light.faults.length === 0, light.faults.join("\n"));
    await light.context().close();

    const phone = await open(browser, file, { colorScheme: "dark", viewport: { width: 390, height: 844 } });
    const out = await overflowing(phone);
    check(`${name}: fits a phone`, out.length === 0, out.join("\n"));
    await checkAccess(`${name}, dark, on a phone`, phone);
    await phone.context().close();

    const still = await open(browser, file, { javaScriptEnabled: false });
    check(`${name}: all is there without script`,
        await still.locator("figure:visible").count() === await still.locator("figure").count() &&
        await still.locator("main table:visible").count() === await still.locator("main table").count());
    await still.context().close();
}

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const OPENINGS = "main > section:has(> form.filter)";

async function filterRows(title, page) {
    const section = page.locator(OPENINGS).first();
    const rows = section.locator("tr[data-from]:visible");
    const before = await rows.count();

    await section.locator("[name=port]").fill("1433");
    const ports = await rows.evaluateAll((found) => found.map((row) => row.dataset.ports));
    check(`${title}: the filter for a port leaves its rows`,
        ports.length > 0 && ports.length < before && ports.every((port) => port === "1433/tcp"), ports.join("\n"));
    check(`${title}: the filter says how many rows are left`,
        (await section.locator("output").innerText()) === `${ports.length} of ${before} rows`);

    await section.locator("[name=port]").fill("");
    await section.locator("[name=source]").fill("fe3");
    const sources = await rows.evaluateAll((found) => found.map((row) => row.cells[0].innerText));
    check(`${title}: a server is found in the set that holds it`,
        sources.length > 0 && sources.length < before && sources.some((source) => source.includes("fe[1-4]")) &&
        sources.every((source) => /fe3|fe\[1-4\]/.test(source)), sources.join("\n"));
    await section.locator("[name=source]").fill("10.20.9.5");
    check(`${title}: an address that is no source leaves nothing`, await rows.count() === 0);
    await section.locator("[name=source]").fill("");
    await section.locator("[name=destination]").fill("10.20.9.5");
    const databases = await rows.evaluateAll((found) => found.map((row) => row.cells[1].innerText));
    check(`${title}: a destination is found by its address`,
        databases.length > 0 && databases.every((text) => text.includes("10.20.9.5")), databases.join("\n"));
    await section.getByRole("button", { name: "Clear" }).click();

    for (const name of ["environment", "purpose"]) {
        const field = section.locator(`[name=${name}]`);
        const value = await field.locator("option").last().getAttribute("value");
        await field.selectOption(value);
        const found = await rows.evaluateAll((list, key) => list.map((row) => row.dataset[key]),
            name === "purpose" ? "purposes" : name);
        check(`${title}: the filter for ${name} leaves its rows`,
            found.length > 0 && found.every((text) => text.split("|").includes(value)), found.join("\n"));
        await field.selectOption("");
    }
    await page.waitForFunction((count) => [...document.querySelectorAll("form.filter output")][0].textContent ===
        `${count} rows`, before);
    check(`${title}: without filters all rows are there again`, await rows.count() === before);
}

async function copyThings(title, page) {
    const value = page.locator("code.value").first();
    await value.locator("xpath=following-sibling::button").click();
    check(`${title}: a value is copied`, await clipboard(page) === await value.innerText(), await clipboard(page));
    check(`${title}: copying is said`, (await page.locator("[role=status]").innerText()).startsWith("Copied"));

    const section = page.locator(OPENINGS).first();
    const table = section.locator("table").first();
    await section.getByRole("button", { name: /^Copy as CSV/ }).first().click();
    const lines = (await clipboard(page)).trimEnd().split(/\r?\n/);
    check(`${title}: a table is copied as CSV`,
        lines[0].startsWith("Source,Destination,Port,") && lines.length === 1 + await table.locator("tbody tr").count(),
        lines.join("\n"));
    await section.locator("[name=port]").fill("1433");
    await section.getByRole("button", { name: "Copy these rows" }).click();
    const filtered = (await clipboard(page)).trimEnd().split(/\r?\n/);
    check(`${title}: the rows that are left are copied as CSV`, filtered[0].startsWith("Environment,Purpose,Table,Source") &&
        filtered.length > 1 && filtered.slice(1).every((line) => line.includes("1433/tcp")), filtered.join("\n"));
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
    }));
    const bright = (found) => found.nodes > 1 && found.lines > 1 && found.rows > 0 && found.rest > 0;
    await node.hover();
    const hovered = await lit();
    check(`${title}: pointing at a node lights up its lines, ends and rows`, bright(hovered), JSON.stringify(hovered));
    await page.mouse.move(0, 0);
    check(`${title}: and no longer than that`, (await lit()).lines === 0);

    await figure.locator("[data-things][tabindex='0']").focus();
    check(`${title}: so does the keyboard`, (await lit()).lines > 0);
    const first = await page.evaluate(() => document.activeElement.id);
    await page.keyboard.press("ArrowRight");
    const second = await page.evaluate(() => document.activeElement.id);
    check(`${title}: arrows go from node to node`, first !== second && (await lit()).lines > 0, `${first} ${second}`);

    await node.click();
    await page.mouse.move(0, 0);
    check(`${title}: a click keeps it lit`, bright(await lit()));
    await figure.getByRole("button", { name: "Show them" }).click();
    const section = page.locator(OPENINGS).first();
    await section.locator("output", { hasText: " of " }).waitFor();
    const shown = await section.locator("tr[data-from]:visible").count();
    const unlit = await section.locator("tr[data-from]:visible:not(.lit)").count();
    check(`${title}: and its rows can be shown alone`, shown > 0 && unlit === 0, `${shown} rows, ${unlit} of others`);
    await section.getByRole("button", { name: /^Stop showing only/ }).click();

    const buttons = page.getByRole("group", { name: "Which diagram" }).getByRole("button");
    await buttons.nth(1).click();
    check(`${title}: another diagram can be chosen`,
        await page.locator("figure:visible").getAttribute("id") === `figure:${await buttons.nth(1).innerText()}`);
}

async function readFindings(title, page) {
    const place = page.locator("a.place").first();
    await place.click();
    const excerpt = page.locator("div.excerpt:target");
    check(`${title}: a finding leads to its place`, await excerpt.locator("h3").innerText() === await place.innerText() &&
        (await excerpt.locator("mark").innerText()).includes("hostname \"www.acme.example\""));

    const link = page.locator("a.rule").first();
    await link.click();
    const open = page.locator(`details.page[open]`);
    check(`${title}: a finding leads to the page of its rule`,
        await open.count() === 1 && await open.locator("pre").count() === 2 &&
        (await open.locator("summary").innerText()).startsWith(await link.innerText()));
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
const pages = JSON.parse(readFileSync(process.argv[2], "utf8"));
const waiting = [...pages];
await Promise.all([1, 2].map(async () => {
    for (let next; (next = waiting.shift());)
        await look(browser, next);
}));
const acme = pages.find((page) => page.name === "examples/acme");
const page = await open(browser, acme.file, {});
for (const work of [filterRows, copyThings, lightUp, readFindings])
    await work(`${acme.name}, ${work.name}`, page);
check("worked pages fetch and complain of nothing", page.faults.length === 0, page.faults.join("\n"));
await browser.close();
