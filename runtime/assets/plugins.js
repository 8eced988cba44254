/* What esbuild has to be taught for Frappe's sources. */
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const autoprefixer = require("autoprefixer");
const postcss = require("postcss");
const sass = require("sass");

/** An imported .html file becomes an entry of `frappe.templates`. */
const templates = {
	name: "templates",
	setup(build) {
		build.onResolve({ filter: /\.html$/ }, (args) => ({
			path: path.resolve(args.resolveDir, args.path),
			namespace: "template",
		}));
		build.onLoad({ filter: /.*/, namespace: "template" }, async (args) => {
			const text = (await fs.promises.readFile(args.path, "utf-8"))
				.replace(/\s+/g, " ")
				.replace(/<!--.*?-->/g, "");
			const name = path.basename(args.path, ".html");
			return {
				contents: `frappe.templates[${JSON.stringify(name)}] = ${JSON.stringify(text)};`,
				watchFiles: [args.path],
			};
		});
	},
};

/** `/assets/…` stays as it is (the web server knows it); `<app>/…` in styles means that app's package. */
const assets = (apps) => ({
	name: "assets",
	setup(build) {
		build.onResolve({ filter: /^\/assets\// }, (args) => ({ path: args.path, external: true }));
		build.onResolve({ filter: /^[a-z_]+\/.*\.css$/ }, (args) => {
			const file = in_package(apps, args.path);
			return file && fs.existsSync(file) ? { path: file } : undefined;
		});
	},
});

/** scss with the apps' packages and node_modules on the path, then vendor prefixes. */
const styles = (apps, node_modules) => ({
	name: "styles",
	setup(build) {
		const prefix = postcss([autoprefixer]);
		build.onLoad({ filter: /\.(scss|sass)$/ }, async (args) => {
			const compiled = sass.compile(args.path, {
				loadPaths: [node_modules, apps],
				importers: [{ findFileUrl: (url) => find(url, apps, node_modules) }],
				logger: sass.Logger.silent,
				quietDeps: true,
			});
			const done = await prefix.process(compiled.css, { from: args.path, map: false });
			return { contents: done.css, loader: "css", resolveDir: path.dirname(args.path) };
		});
	},
});

function find(url, apps, node_modules) {
	if (url.startsWith("~")) {
		return pathToFileURL(path.join(node_modules, url.slice(1)));
	}
	const file = in_package(apps, url);
	return file ? pathToFileURL(file) : null;
}

/** `frappe/public/x` is apps/frappe/frappe/public/x. */
function in_package(apps, url) {
	const [app, ...rest] = url.split("/");
	const folder = path.join(apps, app, app);
	return rest.length && fs.existsSync(folder) ? path.join(folder, ...rest) : null;
}

module.exports = { assets, styles, templates };
