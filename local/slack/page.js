  const at = (id) => document.getElementById(id);
  const list = at("messages"), modal = at("modal"), toast = at("toast"), person = at("person");
  list.scrollTop = list.scrollHeight;
  list.dataset.last = list.innerHTML;
  person.value = localStorage.getItem("person") || person.value;
  person.addEventListener("change", () => localStorage.setItem("person", person.value));

  async function refresh() {
    try {
      const text = await (await fetch(location.pathname + location.search)).text();
      const page = new DOMParser().parseFromString(text, "text/html");
      const fresh = page.getElementById("messages").innerHTML;
      if (fresh !== list.dataset.last) {
        list.dataset.last = fresh;
        const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
        list.innerHTML = fresh;
        if (atEnd) list.scrollTop = list.scrollHeight;
      }
      for (const id of ["count", "channels"]) at(id).innerHTML = page.getElementById(id).innerHTML;
      const view = page.getElementById("modal");
      if (view.dataset.hash !== modal.dataset.hash) show(view);
    } catch (error) { /* the local AWS is down: keep showing what there was */ }
  }

  function show(view) {
    modal.dataset.hash = view.dataset.hash;
    modal.innerHTML = view.innerHTML;
    modal.querySelector("input, textarea, select, button")?.focus();
  }

  function say(text, bad) {
    toast.textContent = text;
    toast.className = bad ? "bad" : "";
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { toast.textContent = ""; }, bad ? 15000 : 4000);
  }

  async function ask(path, content) {
    const body = JSON.stringify({ user: person.value, ...content });
    const headers = { "Content-Type": "application/json" };
    try {
      const answer = await (await fetch(path, { method: "POST", headers, body })).json();
      return { problem: answer.message, ...answer };
    } catch (error) {
      return { ok: false, problem: "the local Slack does not answer" };
    }
  }

  function tell(answer) {
    if (answer.ok && answer.status) say(`Answered ${answer.status} in ${answer.milliseconds} ms`);
    else if (answer.problem) say(`⚠ ${answer.problem}`, true);
  }

  async function press(used, value) {
    const message = used.closest("article[data-ts]");
    if (!message) return say("⚠ A webhook's buttons answer nobody", true);
    if (used.dataset.confirm && !confirm(used.dataset.confirm)) return;
    used.disabled = true;
    const { block, action } = used.dataset;
    const { channel, ts } = message.dataset;
    const answer = await ask("/presses", { channel, ts, block_id: block, action_id: action, value });
    used.disabled = false;
    if (used.classList.contains("menu")) used.value = "";  // the same can be chosen again
    if (used.tagName !== "A") tell(answer);
    await refresh();
  }

  const chosen = (box) => (box?.dataset.option ? JSON.parse(box.dataset.option) : null);
  const READ = {
    static_select: (e) => ({ selected_option: chosen(e.selectedOptions[0]) }),
    users_select: (e) => ({ selected_user: e.value || null }),
    datepicker: (e) => ({ selected_date: e.value || null }),
    radio_buttons: (e) => ({ selected_option: chosen(e.querySelector(":checked")) }),
    checkboxes: (e) => ({ selected_options: [...e.querySelectorAll(":checked")].map(chosen) }),
    plain_text_input: (e) => ({ value: e.value || null }),
  };

  function values(form) {
    const all = {};
    for (const one of form.querySelectorAll(".input [data-block]")) {
      const { block, action, type } = one.dataset;
      all[block] = { [action]: { type, ...(READ[type] || READ.plain_text_input)(one) } };
    }
    return all;
  }

  function complain(form, errors) {
    for (const problem of form.querySelectorAll(".problem")) {
      const block = problem.parentElement.querySelector("[data-block]").dataset.block;
      problem.textContent = errors[block] || "";
    }
  }

  document.addEventListener("click", async (event) => {
    const used = event.target.closest("#messages button[data-action], #messages a[data-action]");
    if (used) {
      if (used.tagName !== "A" || used.closest("article[data-ts]")) press(used);
    } else if (event.target.closest("[data-close]")) {
      const { view, user } = event.target.closest("form").dataset;
      tell(await ask("/closings", { view_id: view, user }));
      await refresh();
    }
  });

  document.addEventListener("change", (event) => {
    const used = event.target.closest("#messages select[data-action], #messages .boxes");
    if (used) press(used, event.target.value);
  });

  document.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const { view, user } = form.dataset;
    const answer = await ask("/submissions", { view_id: view, user, values: values(form) });
    complain(form, answer.errors || {});
    tell(answer);
    await refresh();
  });

  setInterval(refresh, 2000);
