package org.cairndb.it.s3;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** Main class of a server's process: runs the server's own one and ends with whoever started it, even by {@code kill -9}. */
final class ServerProcess {
    private ServerProcess() {}

    /** Takes the server's main class and its arguments; standard input stays open as long as the server is wanted. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread watch = new Thread(ServerProcess::haltAtEndOfInput, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            System.err.println("The server failed: " + e.getCause());
            Runtime.getRuntime().halt(1);
        }
    }

    private static void haltAtEndOfInput() {
        try {
            System.in.transferTo(System.err);
        } catch (IOException e) {
            System.err.println("Standard input failed: " + e);
        }
        Runtime.getRuntime().halt(0);
    }
}
