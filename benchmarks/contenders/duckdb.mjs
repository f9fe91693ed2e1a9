// sessions <file>             the report of a list of sessions
// counters <file> <regex>     count, minimum, maximum and mean of the counters whose names fit
// With as many threads as there are cores. @duckdb/node-api is found in the folder that NODE_PATH names.
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';

const { DuckDBInstance } = createRequire(`${process.env.NODE_PATH}/`)('@duckdb/node-api');
const [what, file, pattern] = process.argv.slice(2);
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

const instance = await DuckDBInstance.create(':memory:', { threads: String(availableParallelism()) });
const connection = await instance.connect();
const query = (sql) => connection.runAndReadAll(sql);

async function sessions() {
    const result = await query(`
        select case when grouping("group") = 1 then 'Cluster' when grouping(node) = 1 then 'SubCluster' else 'Node' end,
            coalesce("group", ''), coalesce(node, ''), count(distinct "user"), count(*)
        from read_csv(${quoted(file)}, header = true)
        group by grouping sets ((), ("group"), ("group", node))`);
    return result.getRows();
}

async function counters() {
    // Told how the file is written: to find that out in a row of so many columns takes DuckDB several times as long as the rest.
    const log = `read_csv(${quoted(file)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', new_line = '\\r\\n', sample_size = 1)`;
    const value = `try_cast(columns(${quoted(pattern)}) as double)`;
    const names = (await query(`select columns(${quoted(pattern)}) from ${log} limit 1`)).columnNames();
    const [figures] = (await query(`select count(${value}), min(${value}), max(${value}), avg(${value}) from ${log}`)).getRows();
    return names.map((name, i) => {
        const [count, minimum, maximum, mean] = [0, 1, 2, 3].map((figure) => figures[(figure * names.length) + i]);
        return [name, count, minimum, maximum, mean.toFixed(6)];
    });
}

for (const row of await { sessions, counters }[what]()) {
    console.log(row.join(','));
}
