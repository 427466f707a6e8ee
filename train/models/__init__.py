"""What is trained: recipes, Keras networks, and one neuron in plain numpy."""
