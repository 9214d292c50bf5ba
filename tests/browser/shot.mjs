import { chromium } from "playwright-core";
import { pathToFileURL } from "node:url";
const [,, how, ...names] = process.argv;
const b = await chromium.launch({executablePath:"/usr/bin/chromium",args:["--no-sandbox","--headless"],timeout:0});
for (const n of names) {
  const f=`/tmp/page-scratch/out/${n}.html`;
  const o={desk:{viewport:{width:1400,height:1800}},dark:{viewport:{width:1400,height:1800},colorScheme:"dark"},phone:{viewport:{width:390,height:1700}},pdf:{viewport:{width:1400,height:1000}}}[how];
  const c=await b.newContext(o); const p=await c.newPage(); p.setDefaultTimeout(0);
  const t=Date.now(); await p.goto(pathToFileURL(f).href); console.log(n,how,"load",Date.now()-t);
  if(how==="pdf"){ await p.pdf({path:`/tmp/page-scratch/shots/${n}.pdf`,preferCSSPageSize:true,printBackground:true}); }
  else { const h=await p.evaluate(()=>document.documentElement.scrollHeight); console.log("height",h);
    for(let i=0;i<Math.min(Number(process.env.MAX||5),Math.ceil(h/o.viewport.height));i++){ await p.evaluate((y)=>scrollTo({top:y,behavior:"instant"}),i*o.viewport.height); await p.screenshot({path:`/tmp/page-scratch/shots/${n}-${how}-${i}.png`,timeout:0}); } }
  await c.close();
}
await b.close();
