"""The question bank: YAML files read into typed, frozen values, with every problem named."""
