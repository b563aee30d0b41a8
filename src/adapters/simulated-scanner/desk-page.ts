/**
 * The page of the desk: people whose fingers can be put on the glass by a click, how they are put,
 * the cable and the faults, and the glass as it is now. It asks for the state and changes nothing else,
 * so that a click is never lost to a page that loads anew.
 */
import { NO_SCANNER_FAULTS, type ScannerFaults } from './faults.ts';
import { fingerOf, PEOPLE, PLACES, type MadeUpPerson } from './people.ts';
import { PRESS_WAYS, type PressWay } from './pictures.ts';

const WAY_WORDS: Readonly<Record<PressWay, string>> = {
  well: 'Well',
  dry: 'Dry',
  wet: 'Wet',
  partial: 'Only the tip',
  'off-centre': 'Off the middle',
  worn: 'Worn smooth',
};

const FAULTS: readonly (readonly [string, Partial<ScannerFaults>])[] = [
  ['All well', NO_SCANNER_FAULTS],
  ['Loses reports', { loseEvery: 97 }],
  ['Damages reports', { damageEvery: 131 }],
  ['Slow', { slowMs: 5 }],
  ['Silent', { silent: true }],
  ['Cable out half way', { unplugAfterReports: 500 }],
  ['Finger lifted early', { liftEarly: true }],
  ['Wrong size', { wrongSize: true }],
  ['Sends its last capture again', { replay: true }],
  ['Takes fingers for fake', { fakeFinger: true }],
];

/** Left to right as two hands lie before their owner, palms down, and how far each finger reaches. */
const HANDS = [
  { place: 10, reach: 30 },
  { place: 9, reach: 46 },
  { place: 8, reach: 52 },
  { place: 7, reach: 46 },
  { place: 6, reach: 26 },
  { place: 1, reach: 26 },
  { place: 2, reach: 46 },
  { place: 3, reach: 52 },
  { place: 4, reach: 46 },
  { place: 5, reach: 30 },
] as const;

const STYLE = `
:root{color-scheme:light}*{box-sizing:border-box}
body{margin:0;padding:24px 32px;background:#fbfaf7;color:#17212b;font:16px/1.4 "Noto Sans",sans-serif}
h1{font-size:28px;margin:0}h2{font-size:20px;margin:0 0 8px}p{margin:4px 0 0;color:#43505c}
main{display:grid;grid-template-columns:minmax(0,1fr) 320px;gap:32px;margin-top:20px}
.people{margin-bottom:24px;display:grid;grid-template-columns:repeat(auto-fill,minmax(280px,1fr));gap:16px}
.person{background:#fff;border:1px solid #ddd8cb;border-radius:8px;padding:12px 16px}
.person p{display:inline;margin-left:8px}
.hands{display:flex;align-items:flex-end;height:72px;gap:4px;margin-top:8px}
.hands button{width:21px;min-height:0;padding:0;border-radius:11px 11px 4px 4px;background:#f1e3d3}
.hands button:nth-child(6){margin-left:12px}
button{min-height:44px;padding:8px 12px;border:1px solid #8a8f8c;border-radius:8px;background:#fff;
color:#17212b;font:inherit;cursor:pointer}
button:hover{background:#e5f1ef}button:focus-visible{outline:3px solid #0f766e;outline-offset:2px}
button[aria-pressed=true]{background:#0f766e;border-color:#0f766e;color:#fff}
.row{display:flex;flex-wrap:wrap;align-items:center;gap:8px;margin-bottom:20px}
.glass{height:300px;display:grid;place-content:center;background:#fff;border:2px solid #17212b;
border-radius:8px;text-align:center;margin-bottom:8px}
.glass img{max-height:292px;max-width:280px}
.state{min-height:24px;font-weight:600;margin-bottom:20px}`;

const SCRIPT = `
let way='';const $=(id)=>document.getElementById(id);
const post=(path,body={})=>fetch(path,{method:'POST',body:JSON.stringify(body)}).then(look);
const only=(list,chosen)=>{for(const one of list)one.setAttribute('aria-pressed',String(one===chosen))};
let seen='';
async function look(){
  const state=await fetch('state').then((answer)=>answer.json()).catch(()=>null);
  const now=JSON.stringify(state);if(now===seen)return;seen=now;
  if(state===null){$('state').textContent='The scanner has ended.';return}
  $('glass').innerHTML=state.onGlass===null?'<p>The glass is empty</p>'
    :'<img alt="" src="glass.png?'+state.presses+'">';
  $('state').textContent=(state.isPlugged?'':'Unplugged. ')+(state.onGlass===null?'':state.onGlass);
  $('plug').setAttribute('aria-pressed',String(state.isPlugged));
  $('unplug').setAttribute('aria-pressed',String(!state.isPlugged));
  for(const one of document.querySelectorAll('[data-finger]'))
    one.setAttribute('aria-pressed',String(Number(one.dataset.finger)===state.finger));
}
document.addEventListener('click',(event)=>{
  const button=event.target.closest('button');if(button===null)return;
  const {finger,path,body}=button.dataset;
  if(button.dataset.way!==undefined){
    way=button.dataset.way;only(document.querySelectorAll('[data-way]'),button);
  }else if(finger!==undefined){
    const held={finger:Number(finger),holdMs:Number($('hold').value)};
    post('press',way===''?held:{...held,way});
  }else{
    if(path==='faults')only(document.querySelectorAll('[data-path=faults]'),button);
    post(path,JSON.parse(body??'{}'));
  }
});
setInterval(look,500);look();`;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

const action = (label: string, of: { path: string; body?: object; id?: string }): string =>
  `<button type="button" data-path="${of.path}"${of.id === undefined ? '' : ` id="${of.id}"`}` +
  ` data-body="${escape(JSON.stringify(of.body ?? {}))}">${escape(label)}</button>`;

const hand = (person: MadeUpPerson): string =>
  HANDS.map(({ place, reach }) => {
    const label = `${person.name}, ${PLACES[place - 1] ?? ''}`;
    return (
      `<button type="button" style="height:${reach}px" aria-pressed="false" title="${label}"` +
      ` aria-label="${label}" data-finger="${fingerOf(person.number, place)}"></button>`
    );
  }).join('');

const card = (person: MadeUpPerson): string =>
  `<section class="person"><strong>${escape(person.name)}</strong><p>${escape(person.about)}</p>
<div class="hands">${hand(person)}</div></section>`;

const wayButton = (way: PressWay | '', label: string): string =>
  `<button type="button" data-way="${way}" aria-pressed="${way === ''}">${label}</button>`;

export function deskPage(): string {
  const ways = PRESS_WAYS.map((way) => wayButton(way, WAY_WORDS[way]));
  const faults = FAULTS.map(([label, body]) => action(label, { path: 'faults', body }));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Simulated scanner</title>
<style>${STYLE}</style></head><body><h1>Simulated scanner</h1>
<p>Click a finger to put it on the glass. They are fingers of nobody, grown from numbers.</p>
<main><div><h2>How it is put on</h2>
<div class="row">${wayButton('', 'As the person’s are')}${ways.join('')}</div>
<div class="people">${PEOPLE.map(card).join('')}</div>
<h2>Faults</h2><div class="row">${faults.join('')}</div></div>
<div><h2>The glass</h2><div class="glass" id="glass"></div><div class="state" id="state" role="status">
</div><div class="row">${action('Lift the finger', { path: 'lift' })}
<label>lifted after <select id="hold"><option value="3000">3 s</option><option value="15000">15 s</option>
<option value="120000">2 min</option></select></label></div>
<h2>Cable</h2><div class="row">${action('Plugged in', { path: 'plug', id: 'plug' })}${action(
    'Unplugged',
    { path: 'unplug', id: 'unplug' },
  )}</div></div></main><script>${SCRIPT}</script></body></html>`;
}
