"""The extra `copydesk[lm]`: a small causal language model, kept in the user's data folder and run with numpy.

Nothing here is imported unless a run asks for it.
"""
