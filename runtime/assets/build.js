/*
 * Bundles the desk's scripts and styles for one app of a bench.
 *
 *   node build.js BENCH APP
 *
 * Finds every bundle file below `public`, writes hashed names under `public/dist/{js,css,css-rtl}` and the map of
 * names to `sites/assets/assets.json` and `assets-rtl.json`, where Frappe looks them up. Used only for
 * the snapshot, which comes without upstream's builder.
 */
const fs = require("fs");
const path = require("path");
const esbuild = require("esbuild");
const glob = require("fast-glob");
const rtlcss = require("rtlcss");
const vue = require("esbuild-plugin-vue3");
const { assets, styles, templates } = require("./plugins");

const [bench, app] = process.argv.slice(2);
const apps = path.join(bench, "apps");
const public_folder = path.join(apps, app, app, "public");
const dist = path.join(public_folder, "dist");
const map_folder = path.join(bench, "sites", "assets");
const node_modules = path.join(apps, "frappe", "node_modules");

main().catch((error) => {
	console.error(error.message || error);
	process.exit(1);
});

async function main() {
	const scripts = entries(["js", "jsx", "ts", "tsx", "vue"], "js");
	const sheets = entries(["css", "scss", "sass"], "css");
	const temporary = fs.mkdtempSync(path.join(public_folder, ".dist-"));
	try {
		const [js, css] = await Promise.all([bundle(scripts, temporary), bundle(sheets, temporary)]);
		const names = { ...(await name_scripts(js, temporary)), ...name_sheets(css) };
		const rtl = mirror(css, temporary);
		fs.rmSync(dist, { recursive: true, force: true });
		fs.renameSync(temporary, dist);
		fs.chmodSync(dist, 0o755);
		write_map("assets.json", names);
		write_map("assets-rtl.json", rtl);
		console.log(`${app}: ${Object.keys(names).length} bundles`);
	} finally {
		fs.rmSync(temporary, { recursive: true, force: true });
	}
}

/** Entry points by output name; the name of the file alone counts, as with upstream's builder. */
function entries(extensions, folder) {
	const found = glob.sync(`**/*.bundle.{${extensions.join(",")}}`, {
		cwd: public_folder,
		ignore: ["dist/**", "**/node_modules/**"],
	});
	return Object.fromEntries(
		found.map((name) => [
			`${folder}/${path.basename(name, path.extname(name))}`,
			path.join(public_folder, name),
		])
	);
}

async function bundle(points, outdir) {
	if (!Object.keys(points).length) {
		return { outputs: {} };
	}
	const result = await esbuild.build({
		entryPoints: points,
		entryNames: "[dir]/[name].[hash]",
		assetNames: "media/[name].[hash]",
		publicPath: `/assets/${app}/dist`,
		outdir,
		absWorkingDir: outdir,
		bundle: true,
		minify: true,
		sourcemap: true,
		metafile: true,
		target: ["es2017"],
		logLevel: "error",
		nodePaths: [node_modules],
		define: {
			"process.env.NODE_ENV": '"production"',
			__VUE_OPTIONS_API__: "true",
			__VUE_PROD_DEVTOOLS__: "false",
		},
		loader: Object.fromEntries(
			[".woff", ".woff2", ".ttf", ".eot", ".svg", ".png", ".gif", ".jpg"].map((x) => [x, "file"])
		),
		plugins: [templates, assets(apps), vue(), styles(apps, node_modules)],
	});
	return result.metafile;
}

/** Names of scripts; a style sheet that came out beside a script (from .vue files) goes into it. */
async function name_scripts(metafile, folder) {
	const names = {};
	const outputs = Object.keys(metafile.outputs);
	for (const output of outputs.filter((name) => name.endsWith(".js"))) {
		const plain = unhashed(output);
		const sheet = outputs.find((name) => name.endsWith(".css") && unhashed(name) === plain);
		if (sheet) {
			await embed(path.join(folder, output), path.join(folder, sheet));
		}
		names[`${plain}.js`] = `/assets/${app}/dist/${output}`;
	}
	return names;
}

async function embed(script, sheet) {
	const css = fs.readFileSync(sheet, "utf-8").replace(/\/\*# sourceMappingURL=.*?\*\//, "");
	const adding = `(()=>{const s=document.createElement("style");s.textContent=${JSON.stringify(
		css
	)};document.head.append(s)})();`;
	const content = fs.readFileSync(script, "utf-8");
	fs.writeFileSync(script, content.replace(/(\/\/# sourceMappingURL=.*\s*)?$/, (end) => `${adding}\n${end}`));
	fs.rmSync(sheet);
	fs.rmSync(`${sheet}.map`, { force: true });
}

function name_sheets(metafile) {
	const sheets = Object.keys(metafile.outputs).filter((name) => name.endsWith(".css"));
	return Object.fromEntries(
		sheets.map((output) => [`${unhashed(output)}.css`, `/assets/${app}/dist/${output}`])
	);
}

/** Right-to-left copies of the style sheets. */
function mirror(metafile, folder) {
	const names = {};
	fs.mkdirSync(path.join(folder, "css-rtl"), { recursive: true });
	for (const output of Object.keys(metafile.outputs).filter((name) => name.endsWith(".css"))) {
		const target = output.replace(/^css\//, "css-rtl/");
		const css = fs.readFileSync(path.join(folder, output), "utf-8");
		fs.writeFileSync(path.join(folder, target), rtlcss.process(css));
		names[`rtl_${unhashed(output)}.css`] = `/assets/${app}/dist/${target}`;
	}
	return names;
}

function unhashed(output) {
	return path.basename(output).replace(/\.[A-Z0-9]{8}\.(js|css)$/, "");
}

/** Replace this app's names in a map and keep those of other apps. */
function write_map(name, names) {
	const file = path.join(map_folder, name);
	const old = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf-8")) : {};
	const others = Object.entries(old).filter(([, url]) => !url.startsWith(`/assets/${app}/`));
	const merged = { ...Object.fromEntries(others), ...names };
	fs.writeFileSync(`${file}.part`, JSON.stringify(merged, null, "\t"));
	fs.renameSync(`${file}.part`, file);
}
