import { chromium } from "playwright-core";
import { pathToFileURL } from "node:url";
const b = await chromium.launch({executablePath:"/usr/bin/chromium",args:["--no-sandbox","--headless"],timeout:0});
for (const n of process.argv.slice(2)) for (let k=0;k<2;k++) {
  const c=await b.newContext({viewport:{width:1400,height:1000}}); const p=await c.newPage(); p.setDefaultTimeout(0);
  const s=await c.newCDPSession(p); await s.send("Performance.enable",{timeDomain:"threadTicks"});
  await p.goto(pathToFileURL(`/tmp/page-scratch/out/${n}.html`).href);
  await p.evaluate(()=>new Promise(r=>requestAnimationFrame(()=>requestAnimationFrame(r))));
  const m=Object.fromEntries((await s.send("Performance.getMetrics")).metrics.map(x=>[x.name,x.value]));
  const t=await p.evaluate(()=>{const e=performance.getEntriesByType("navigation")[0]; return [e.domInteractive,e.domContentLoadedEventEnd,e.loadEventEnd,performance.getEntriesByType("paint").map(x=>x.startTime)]});
  const f=await p.evaluate(async()=>{const i=document.querySelector("form.filter [name=port]"); const t=performance.now(); i.value="1433"; i.dispatchEvent(new Event("input",{bubbles:true})); document.body.offsetHeight; const u=performance.now(); const n=document.querySelector("figure [data-things]"); n.dispatchEvent(new PointerEvent("pointerenter")); document.body.offsetHeight; return [u-t,performance.now()-u]});
  console.log(n,"ms cpu: script",(m.ScriptDuration*1000).toFixed(),"layout",(m.LayoutDuration*1000).toFixed(),"style",(m.RecalcStyleDuration*1000).toFixed(),"task",(m.TaskDuration*1000).toFixed(),"nodes",m.Nodes,"heapMB",(m.JSHeapUsedSize/1e6).toFixed(1),"nav",t.flat().map(x=>x.toFixed()).join(),"filter,hover",f.map(x=>x.toFixed()).join());
  await c.close();
}
await b.close();
