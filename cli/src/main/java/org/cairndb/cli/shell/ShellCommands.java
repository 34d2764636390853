package org.cairndb.cli.shell;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairndb.cli.output.ResultFormat;
import org.cairndb.cli.shell.InputRunner.Outcome;

/** The commands of the shell that are not SQL. */
final class ShellCommands {
    private static final String HELP = """
        \\d             list the tables of entities
        \\d TABLE       list the columns of a table; SCHEMA.TABLE where several schemas have it
        \\dS            list all tables, those of attributes and of the system included
        \\dt            list the tables of entities without the views
        \\dv            list the views
        \\dn            list the schemas, one per attached database
        \\format NAME   print results as table, csv or json
        \\timing        show how long each statement takes and what it asks of stores, or stop
        \\pager         stop after each screen full of output, or no longer
        \\?             this help
        \\q             quit
        A statement ends with a semicolon and may take several lines. Ctrl-C cancels it.
        """;

    private final SqlSession session;
    private final Optional<Pager> pager;

    ShellCommands(SqlSession session, Optional<Pager> pager) {
        this.session = session;
        this.pager = pager;
    }

    Outcome run(String line) {
        List<String> words = List.of(line.split("\\s+"));
        // \d is often typed with a semicolon, as a statement would be.
        String name = words.get(0).replaceFirst(";$", "");
        Optional<String> argument =
                words.size() > 1 ? Optional.of(words.get(1).replaceFirst(";$", "")) : Optional.empty();
        try {
            return run(name, argument);
        } catch (SQLException e) {
            session.report(e);
            return Outcome.FAILURE;
        }
    }

    private Outcome run(String name, Optional<String> argument) throws SQLException {
        return switch (name) {
            case "\\q" -> Outcome.QUIT;
            case "\\?" -> help();
            case "\\d" -> argument.isPresent() ? columns(argument.get()) : tables(List.of("TABLE", "VIEW"));
            case "\\dt" -> tables(List.of("TABLE"));
            case "\\dv" -> tables(List.of("VIEW"));
            case "\\dS" -> tables(List.of());
            case "\\dn" -> schemas();
            case "\\timing" -> timing();
            case "\\pager" -> pager();
            case "\\format" -> format(argument.orElse(""));
            default -> refuse("There is no command \"%s\"; \\? lists them".formatted(name));
        };
    }

    private Outcome help() {
        session.console().out().print(HELP);
        return Outcome.SUCCESS;
    }

    private Outcome tables(List<String> types) throws SQLException {
        session.print(new SchemaListing(session.metadata()).tables(types));
        return Outcome.SUCCESS;
    }

    private Outcome schemas() throws SQLException {
        session.print(new SchemaListing(session.metadata()).schemas());
        return Outcome.SUCCESS;
    }

    private Outcome columns(String table) throws SQLException {
        var columns = new SchemaListing(session.metadata()).columns(table);
        if (columns.isEmpty()) {
            return refuse("There is no table \"%s\"; \\d lists them".formatted(table));
        }
        session.print(columns.get());
        return Outcome.SUCCESS;
    }

    private Outcome timing() {
        session.setTiming(!session.isTiming());
        session.console().err().println("Timing is " + (session.isTiming() ? "on" : "off"));
        return Outcome.SUCCESS;
    }

    private Outcome pager() {
        if (pager.isEmpty()) {
            return refuse("There are pages on a terminal only");
        }
        pager.get().setOn(!pager.get().isOn());
        session.console().err().println("The pager is " + (pager.get().isOn() ? "on" : "off"));
        return Outcome.SUCCESS;
    }

    private Outcome format(String name) {
        Optional<ResultFormat> format = Arrays.stream(ResultFormat.values())
                .filter(candidate -> candidate.toString().equals(name.toLowerCase(Locale.ROOT)))
                .findAny();
        if (format.isEmpty()) {
            return refuse("The formats are table, csv and json; now it is " + session.format());
        }
        session.setFormat(format.get());
        return Outcome.SUCCESS;
    }

    private Outcome refuse(String message) {
        session.console().err().println("cairn: " + message);
        return Outcome.FAILURE;
    }
}
