// The product page's own: pictures above the page, and what was looked at before. Nothing of it leaves the browser.
(() => {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;

  // The dots under the pictures follow the swipe. The product is replaced when another variant is chosen, so it is looked up each time.
  document.addEventListener('scroll', event => {
    const gallery = event.target;
    if (!(gallery instanceof Element) || !gallery.matches('[data-gallery]')) return;
    const here = Math.round(Math.abs(gallery.scrollLeft) / Math.max(1, gallery.firstElementChild.offsetWidth));
    const dots = gallery.parentElement.querySelectorAll('[data-dots] > *');
    dots.forEach((dot, i) => dot.classList.toggle('on', i === here));
  }, { capture: true, passive: true });

  const view = () => document.querySelector('[data-zoom-view]');
  const links = () => [...document.querySelectorAll('[data-zoom]')];
  let at = 0;

  function show(i) {
    const all = links(), link = all[at = (i + all.length) % all.length], stage = view().querySelector('[data-zoom-stage]');
    const small = link.querySelector('img'), large = new Image(Number(link.dataset.width), Number(link.dataset.height));
    large.alt = small?.alt ?? '';
    large.src = link.href;
    stage.classList.remove('near');
    stage.replaceChildren(large);
    view().querySelector('[data-zoom-place]').textContent = view().dataset.name.replace('{0}', at + 1).replace('{1}', all.length);
    view().querySelectorAll('[data-zoom-step]').forEach(button => button.hidden = all.length < 2);
  }

  document.addEventListener('click', event => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest('[data-zoom]'), step = event.target.closest('[data-zoom-step]'), stage = event.target.closest('[data-zoom-stage]');
    if (link && view()?.showModal) {
      event.preventDefault();
      show(links().indexOf(link));
      view().showModal();
    } else if (step) {
      show(at + Number(step.dataset.zoomStep));
    } else if (stage && event.target instanceof HTMLImageElement) {
      // Nearer at the place that was touched.
      const box = event.target.getBoundingClientRect(), x = (event.clientX - box.left) / box.width, y = (event.clientY - box.top) / box.height;
      if (stage.classList.toggle('near')) {
        stage.scrollTo({ left: x * stage.scrollWidth - stage.clientWidth / 2, top: y * stage.scrollHeight - stage.clientHeight / 2, behavior: still ? 'auto' : 'smooth' });
      }
    } else if (event.target.matches('[data-zoom-view]')) {
      event.target.close(); // beside the picture
    }
  });

  document.addEventListener('keydown', event => {
    if (!view()?.open || view().querySelector('.near')) return;
    const forth = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight', back = document.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    if (event.key === forth || event.key === back) {
      event.preventDefault();
      show(at + (event.key === forth ? 1 : -1));
    }
  });

  const key = 'recently-viewed', most = 12;
  const isProduct = p => p && typeof p.slug === 'string' && /^[a-z0-9-]+$/.test(p.slug) && typeof p.name === 'string' && (p.hash === '' || /^[0-9a-f]{64}$/.test(p.hash));
  const product = document.getElementById('product'), shelf = document.querySelector('[data-recent]');
  if (!product || !shelf) return;
  try {
    const here = { slug: product.dataset.slug, name: product.dataset.name, hash: product.dataset.hash };
    const known = JSON.parse(localStorage.getItem(key) ?? '[]');
    const before = (Array.isArray(known) ? known : []).filter(p => isProduct(p) && p.slug !== here.slug);
    localStorage.setItem(key, JSON.stringify([here, ...before].slice(0, most)));
    const list = shelf.querySelector('ul'), template = shelf.querySelector('template');
    for (const p of before.slice(0, 6)) {
      const tile = template.content.cloneNode(true), link = tile.querySelector('a'), picture = tile.querySelector('img');
      link.href = `/p/${p.slug}`;
      link.textContent = p.name;
      if (p.hash) {
        picture.srcset = `/images/${p.hash}-320.webp 320w, /images/${p.hash}-640.webp 640w`;
        picture.src = `/images/${p.hash}-320.webp`;
      } else {
        picture.remove();
      }
      list.append(tile);
    }
    shelf.hidden = before.length === 0;
    shelf.querySelector('[data-recent-clear]').addEventListener('click', event => {
      localStorage.removeItem(key);
      list.remove();
      event.currentTarget.hidden = true;
      const said = shelf.querySelector('[data-cleared]');
      said.textContent = said.dataset.cleared;
      shelf.querySelector('h2').focus();
    });
  } catch {
    // No storage, or somebody else's: then nothing is remembered.
  }
})();
