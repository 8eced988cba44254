/*
 * Realtime messages for the snapshot, which comes without upstream's socket.io server.
 *
 * Speaks what `frappe/realtime.py` publishes on the redis channel `events` and what the desk's
 * `socketio_client.js` asks for. Whoever connects is whom the web server says the cookie is; rooms of a
 * document or DocType are joined only after the web server has checked the permission.
 */
const fs = require("fs");
const http = require("http");
const path = require("path");
const cookie = require("cookie");
const { createClient } = require("@redis/client");
const { Server } = require("socket.io");

const sites = process.env.XF_SITES;
const config = JSON.parse(fs.readFileSync(path.join(sites, "common_site_config.json"), "utf-8"));
const io = new Server({ cors: { origin: true, credentials: true }, cleanupEmptyChildNamespaces: true });
const realtime = io.of(/^\/.*$/);

realtime.use(async (socket, next) => {
	try {
		socket.site = site_of(socket);
		socket.sid = cookie.parse(socket.request.headers.cookie || "").sid;
		if (!socket.site || !socket.sid || socket.nsp.name !== `/${socket.site}`) {
			return next(new Error("Unauthorized"));
		}
		const who = await ask(socket, "frappe.realtime.get_user_info", {});
		Object.assign(socket, { user: who.user, user_type: who.user_type });
		next();
	} catch (error) {
		next(new Error(`Unauthorized: ${error.message}`));
	}
});

realtime.on("connection", (socket) => {
	socket.join(`user:${socket.user}`);
	socket.join("website");
	if (socket.user_type === "System User") {
		socket.join("all");
	}
	socket.on("doctype_subscribe", (doctype) =>
		when_allowed(socket, "can_subscribe_doctype", { doctype }, () => socket.join(`doctype:${doctype}`))
	);
	socket.on("doctype_unsubscribe", (doctype) => socket.leave(`doctype:${doctype}`));
	socket.on("doc_subscribe", (doctype, docname) =>
		when_allowed(socket, "can_subscribe_doc", { doctype, docname }, () =>
			socket.join(`doc:${doctype}/${docname}`)
		)
	);
	socket.on("doc_unsubscribe", (doctype, docname) => {
		socket.leave(`doc:${doctype}/${docname}`);
		socket.leave(`open_doc:${doctype}/${docname}`);
		tell_viewers(socket, doctype, docname);
	});
	socket.on("doc_open", (doctype, docname) =>
		when_allowed(socket, "can_subscribe_doc", { doctype, docname }, () => {
			socket.join(`open_doc:${doctype}/${docname}`);
			tell_viewers(socket, doctype, docname);
		})
	);
	socket.on("doc_close", (doctype, docname) => {
		socket.leave(`open_doc:${doctype}/${docname}`);
		tell_viewers(socket, doctype, docname);
	});
	for (const event of ["task_subscribe", "progress_subscribe"]) {
		socket.on(event, (task) => socket.join(`task_progress:${task}`));
	}
	for (const event of ["task_unsubscribe", "progress_unsubscribe"]) {
		socket.on(event, (task) => socket.leave(`task_progress:${task}`));
	}
});

/** Tell everybody who has the document open who else has. */
async function tell_viewers(socket, doctype, docname) {
	const room = `open_doc:${doctype}/${docname}`;
	const there = await socket.nsp.in(room).fetchSockets();
	const users = [...new Set(there.map((other) => socket.nsp.sockets.get(other.id)?.user))].filter(Boolean);
	socket.nsp.to(room).emit("doc_viewers", { doctype, docname, users });
}

async function when_allowed(socket, check, args, then) {
	try {
		await ask(socket, `frappe.realtime.${check}`, args);
		then();
	} catch {
		// Not allowed, or the web server is away: the room stays closed.
	}
}

/** The site nginx named, else the host the page came from. */
function site_of(socket) {
	const named = socket.request.headers["x-frappe-site-name"];
	return named || (socket.request.headers.host || "").split(":")[0] || config.default_site;
}

/** Call a method of the web server with the cookie of the one who connected. */
function ask(socket, method, args) {
	const query = new URLSearchParams(args).toString();
	const options = {
		socketPath: process.env.XF_WEB_SOCKET,
		path: `/api/method/${method}?${query}`,
		headers: {
			Host: socket.site,
			"X-Frappe-Site-Name": socket.site,
			Cookie: cookie.serialize("sid", socket.sid),
		},
		timeout: 40000,
	};
	return new Promise((resolve, reject) => {
		const request = http.get(options, (answer) => {
			let text = "";
			answer.setEncoding("utf-8");
			answer.on("data", (part) => (text += part));
			answer.on("end", () =>
				answer.statusCode === 200
					? resolve(JSON.parse(text).message)
					: reject(new Error(`${method}: ${answer.statusCode}`))
			);
		});
		request.on("timeout", () => request.destroy(new Error("timeout")));
		request.on("error", reject);
	});
}

async function main() {
	const subscriber = createClient({ url: config.redis_queue });
	subscriber.on("error", (error) => console.error("redis:", error.message));
	await subscriber.connect();
	await subscriber.subscribe("events", (text) => {
		const message = JSON.parse(text);
		const namespace = io.of(`/${message.namespace}`);
		(message.room ? namespace.to(message.room) : namespace).emit(message.event, message.message);
	});
	// Behind nginx only.
	const server = http.createServer();
	io.attach(server);
	server.listen(config.socketio_port, "127.0.0.1");
}

main().catch((error) => {
	console.error(error);
	process.exit(1);
});
