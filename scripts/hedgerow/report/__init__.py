"""Problems written out, one function per format."""
