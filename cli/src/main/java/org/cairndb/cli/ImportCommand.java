package org.cairndb.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cairndb.cli.ingest.ImportRun;
import org.cairndb.cli.ingest.Source;
import org.cairndb.cli.output.Console;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.ingest.ImportOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Imports the tables of a relational database. */
@Command(
        name = "import",
        description = {
            "Import the tables of a relational database in one transaction.",
            "A table becomes a namespace, a primary key a unique identity, a foreign key also a reference."
        },
        footer = {
            "",
            "Example:",
            "  cairn import --from 'jdbc:postgresql://host/shop' --user ana --password --driver postgresql.jar --into ./shop"
        })
final class ImportCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--from", paramLabel = "URL", required = true, description = "JDBC URL of the source.")
    private String from;

    @Option(
            names = "--into",
            paramLabel = "LOCATION",
            required = true,
            description = "The database to import into; it is created if need be.")
    private Location into;

    @Option(names = "--user", paramLabel = "NAME", description = "User of the source.")
    private @Nullable String user;

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            interactive = true,
            arity = "0..1",
            description = "Password of the user; asked for if it is left out here.")
    private @Nullable String password;

    @Option(names = "--schema", paramLabel = "NAME", description = "Schema of the source, instead of the user's own.")
    private @Nullable String schema;

    @Option(names = "--table", paramLabel = "NAME", description = "Import this table only; may be given several times.")
    private List<String> tables = new ArrayList<>();

    @Option(
            names = "--driver",
            paramLabel = "JAR",
            description = "Jar of the JDBC driver; may be given several times. HSQLDB's is there already.")
    private List<Path> drivers = new ArrayList<>();

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws SQLException {
        Source source = new Source(from, Optional.ofNullable(user), Optional.ofNullable(password), drivers);
        try (Connection connection = source.connect();
                Writer writer = Writer.open(Databases.requireLasting(into), WriterOptions.DEFAULT)) {
            ImportRun run = new ImportRun(connection, writer, console);
            run.printReport(run.run(options()));
        }
        return 0;
    }

    private ImportOptions options() {
        ImportOptions options = ImportOptions.DEFAULT.tables(tables);
        return schema == null ? options : options.schema(schema);
    }
}
