package org.cairndb.cli.output;

/** Whether a person looks at the output, and how much fits on a line. */
public interface Screen {
    /** Nobody looks: output goes to a file, a pipe or a test. */
    Screen NONE = new Screen() {
        @Override
        public boolean isTerminal() {
            return false;
        }

        @Override
        public int width() {
            return Integer.MAX_VALUE;
        }
    };

    /** Whether input and output are a terminal. */
    boolean isTerminal();

    /** Columns of a line; the greatest int where there is no limit. */
    int width();
}
