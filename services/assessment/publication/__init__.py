"""Publication (公布): what a cycle came to, frozen with all it rests on, announced, concluded and made public."""
