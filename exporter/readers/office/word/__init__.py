"""Word's documents: ISO/IEC 29500, transitional and strict alike, since elements are known by their local names."""
