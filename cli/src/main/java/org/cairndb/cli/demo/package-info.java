/** The demonstration: small databases in a folder of its own, and queries over them. */
@NullMarked
package org.cairndb.cli.demo;

import org.jspecify.annotations.NullMarked;
