package org.cairndb.cli.output;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a run of the command reads from and writes to. The streams are UTF-8.
 *
 * @param out results and nothing else
 * @param err everything else
 * @param screen the terminal, if a person sits at one
 */
public record Console(InputStream in, ResultStream out, PrintStream err, Screen screen) {}
