"""Links: a drawing in the address, opened elsewhere; the state of the page in its address; reloading a tab."""

COUNT = 200  # drawings that are linked and read again
DIGITS = 10
LONGEST = 1500  # characters of such a link
GROWN = 0.02  # of a confidence, see below

# Reads drawings; makes a link of each, opens it as the page does, and reads what it holds.
ROUND_TRIP = """async (text) => {
  const results = [];
  for (const drawing of JSON.parse(text)) {
    const link = numbre.link(drawing);
    const [before] = await numbre.recognize(drawing);
    const put = new Promise((done) => addEventListener('hashchange', done, { once: true }));
    location.hash = new URL(link).hash;
    await put;
    document.getElementById('pad').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    const reading = document.getElementById('reading');
    results.push([link, before.text]);
  }
  return results;
}"""
