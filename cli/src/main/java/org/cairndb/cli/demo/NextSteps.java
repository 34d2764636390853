package org.cairndb.cli.demo;

import java.nio.file.Path;
import java.util.List;

/** What can be done with the databases that the demonstration leaves. Every command works as it is printed. */
final class NextSteps {
    private final Path folder;

    NextSteps(Path folder) {
        this.folder = folder;
    }

    List<String> lines() {
        String catalog = database("catalog");
        String inventory = database("inventory");
        String music = database("chinook");
        return List.of(
                "",
                "The databases are in %s (the inventory, too, is in a folder now).".formatted(folder),
                "",
                "A shell, where \\d lists the tables:",
                "  ./cairn sql %s %s".formatted(catalog, inventory),
                "Statements, as a table, CSV or JSON:",
                "  ./cairn sql %s %s -e \"SELECT p.name, p.price * s.count AS worth FROM catalog.product p JOIN inventory.stock s ON p.sku = s.sku\""
                        .formatted(catalog, inventory),
                "  ./cairn sql %s --format json -e \"SELECT FirstName, LastName, Country FROM Customer WHERE Country LIKE 'B%%'\""
                        .formatted(music),
                "How a statement finds its rows:",
                "  ./cairn sql %s -e \"EXPLAIN SELECT Name, Composer FROM Track WHERE TrackId = 5\"".formatted(music),
                "Another price, and the history:",
                "  echo '{\"product/sku\": \"G002\", \"product/price\": 19.90}' | ./cairn transact %s - --author me"
                        .formatted(catalog),
                "  ./cairn log %s".formatted(catalog),
                "What is stored, and whether it is sound:",
                "  ./cairn stat %s".formatted(music),
                "  ./cairn check %s".formatted(music));
    }

    /** The folder of a database as a word of a shell. */
    private String database(String name) {
        String path = folder.resolve(name).toString();
        return path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
